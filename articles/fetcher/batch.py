"""Many requests at once, for callers that are not asynchronous."""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from articles.fetcher.addresses import host_of
from articles.fetcher.client import Client
from articles.fetcher.connecting import Lookup, system_lookup
from articles.fetcher.records import Failure, Fetched, Policy, Reason, Request

MAX_LOOKUPS = 32
"""Names looked up at once: each waits in a thread of its own."""


def fetch_all(
    requests: Sequence[Request],
    policy: Policy,
    *,
    concurrency: int = 50,
    seconds: float | None = None,
    lookup: Lookup = system_lookup,
    may_visit: Callable[[str], bool] | None = None,
) -> Iterator[Fetched]:
    """Fetch all requests, at most ``concurrency`` at once, and give each answer as soon as it is there.

    Requests to one host follow each other at the policy's pace. What could not be
    begun within ``seconds`` comes back as a failure ``deferred``. The network runs
    in a thread of its own, so that the caller may work on one answer while others
    arrive; an answer that nobody has taken yet keeps its place among the
    ``concurrency``, so bodies never pile up. ``may_visit`` is asked, in the
    caller's thread, before a redirect is followed to another public host; where
    it says no, the request comes back ``deferred``.
    """
    line = _Line(tuple(requests), policy, concurrency, seconds, lookup, asks=may_visit is not None)
    for answer in _answers(line, len(requests), may_visit, None):
        if answer is not None:
            yield answer


def fetch_with_lulls(
    requests: Sequence[Request],
    policy: Policy,
    *,
    lull: float = 0.1,
    concurrency: int = 50,
    seconds: float | None = None,
    lookup: Lookup = system_lookup,
    may_visit: Callable[[str], bool] | None = None,
) -> Iterator[Fetched | None]:
    """Fetch as ``fetch_all`` does; where no answer comes for ``lull`` seconds, give None once.

    So that the caller, who puts off some work to do it for several answers at once, does it then.
    """
    line = _Line(tuple(requests), policy, concurrency, seconds, lookup, asks=may_visit is not None)
    yield from _answers(line, len(requests), may_visit, lull)


def _answers(
    line: "_Line", left: int, may_visit: Callable[[str], bool] | None, lull: float | None
) -> Iterator[Fetched | None]:
    """The answers of a line to ``left`` requests; a None after each ``lull`` that follows an answer."""
    thread = threading.Thread(target=line.run, name="fetcher", daemon=True)
    thread.start()
    patience = lull
    try:
        while left:
            answer = line.take(patience)
            if answer is None:
                patience = None
                yield None
                continue
            if isinstance(answer, BaseException):
                raise answer
            if isinstance(answer, _Question):
                line.reply(answer, may_visit is not None and may_visit(answer.host))
                continue
            left, patience = left - 1, lull
            yield answer
    finally:
        line.stop()
        thread.join()


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether a host may be visited; asked by the loop, answered by the caller's thread."""

    host: str
    reply: asyncio.Future[bool]


class _Line:
    """The event loop of one batch and the queue that leads out of it."""

    def __init__(
        self,
        requests: tuple[Request, ...],
        policy: Policy,
        concurrency: int,
        seconds: float | None,
        lookup: Lookup,
        *,
        asks: bool,
    ) -> None:
        self._requests = requests
        self._policy = policy
        self._concurrency = concurrency
        self._seconds = seconds
        self._lookup = lookup
        self._asks = asks
        self._answers: queue.SimpleQueue[Fetched | BaseException | _Question] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(max_workers=MAX_LOOKUPS, thread_name_prefix="lookup"))
        self._slots = asyncio.Semaphore(concurrency)

    def run(self) -> None:
        """The thread: run the loop to its end; what goes wrong here is raised in the caller."""
        try:
            self._main = self._loop.create_task(self._fetch())
            self._loop.run_until_complete(self._main)
        except asyncio.CancelledError:
            return
        except BaseException as error:
            self._answers.put(error)
        finally:
            # Does not wait for name lookups that hang: they end by themselves.
            self._loop.close()

    def take(self, patience: float | None) -> Fetched | BaseException | _Question | None:
        """The next answer or question, in the caller's thread; the place of an answer is free again.

        None where there is none for ``patience`` seconds.
        """
        try:
            answer = self._answers.get(timeout=patience)
        except queue.Empty:
            return None
        if not isinstance(answer, _Question):
            self._call(self._slots.release)
        return answer

    def reply(self, question: _Question, may: bool) -> None:
        """Answer a question, unless whoever asked has been ended meanwhile."""

        def settle() -> None:
            if not question.reply.done():
                question.reply.set_result(may)

        self._call(settle)

    def stop(self) -> None:
        """End the loop, whatever is still under way."""
        self._call(lambda: self._main.cancel())

    def _call(self, what: object) -> None:
        try:
            self._loop.call_soon_threadsafe(what)  # type: ignore[arg-type]
        except RuntimeError:
            return  # the loop has come to its end already

    async def _fetch(self) -> None:
        deadline = None if self._seconds is None else self._loop.time() + self._seconds
        async with (
            Client(
                self._policy,
                lookup=self._lookup,
                connections=self._concurrency,
                may_visit=self._ask if self._asks else None,
            ) as client,
            asyncio.TaskGroup() as group,
        ):
            by_host = sorted(self._requests, key=lambda request: host_of(request.url))
            for host, of_host in groupby(by_host, key=lambda request: host_of(request.url)):
                if await client.is_private(host):
                    for request in of_host:
                        group.create_task(self._queue(client, host, [request], deadline))
                else:
                    group.create_task(self._queue(client, host, list(of_host), deadline))

    async def _ask(self, host: str) -> bool:
        question = _Question(host, self._loop.create_future())
        self._answers.put(question)
        return await question.reply

    async def _queue(self, client: Client, host: str, requests: list[Request], deadline: float | None) -> None:
        """The requests of one host, one after the other; the pause is waited for before a place is taken."""
        for request in requests:
            await client.turns.wait(host)
            await self._slots.acquire()
            if deadline is not None and self._loop.time() > deadline:
                self._answers.put(Failure(request.key, request.url, Reason.DEFERRED))
            else:
                self._answers.put(await client.fetch(request))
