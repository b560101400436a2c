import pytest
from django.contrib.auth.models import User

from articles.models import Deal
from tests.articles.newsroom import PAYMENTS, make_labels, make_waiting, process


@pytest.fixture
def curator(db):
    return User.objects.create_user("curator")


@pytest.fixture
def article(db):
    make_labels()
    article = make_waiting(PAYMENTS)
    process(article)
    return article


@pytest.fixture
def deal(article):
    return Deal.objects.get()
