"""When a Chinese sentence says that something was or is done: "yesterday", "on Tuesday", "on the 4th", "recently".

For patterns in which a time may stand between a subject and its verb; all of them know the same times.
"""

DAY = (
    r"(?:于?(?:(?:(?:上|本|这|下)个?)?(?:周|星期|礼拜)[一二三四五六日末天]|今[日天早晚晨午]|昨[日天晚早午夜]?|前[日天]|当[日天晚]|同日"
    r"|日前|近日|(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日)(?:\([^()]{1,8}\))?(?:凌晨|早上|上午|中午|下午|晚上|傍晚)?)"
)
"""One time by the day, with its date or hour behind it (星期二(四日), 3月4日下午); written into a pattern as it is."""
