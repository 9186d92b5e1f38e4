"""What the NLU hands on with a message, each under its one name."""

from __future__ import annotations

ROLE = "role"  # the entity of a job
LANGUAGE = "language"  # of a message that is not in French, as its NLU says
OFFERS = "offers"  # the topics worth a button of « Vouliez-vous dire… ? »
PARTS = "parts"  # of a message that asks two things: [label, probability] of each one's likeliest
FIRST_OF_TWO = "first_of_two"  # the label of the first question of a message that asks two
ALSO = "also"  # the topic, or label, of the second question of a message that holds two
CARE = "care"  # what a message of distress calls for
WEARY = "weary"  # that a message with a question of its own also tells of weariness
DENIES = "denies"  # that a message says that no help is needed: « je vais bien, arrêtez »
ASKED = "asked"  # the answer, « topic/detail », to what is asked beside how one feels
SEEKS_HELP = "seeks_help"  # that a message asks about the help itself: « c'est quoi le numéro »
STAGES = "stages"  # how far a swindle has got, as the details that help: « j'ai raccroché »
SETTLED = "settled"  # what is said to be settled in a swindle, or not: {"blocked": True}
UNWARNED = "unwarned"  # what a message that tells of a swindle would mean without its words
CORRECTS = "corrects"  # that a message says that the bot misunderstood the words before it
PART = "part"  # the question, as typed, of a message that says more than it asks
REFUSES = "refuses"  # the words of what a correction says is not asked
WHY = "why"  # the reply that says why a message was not read
DETAIL = "detail"  # of an example or a button: the id under its topic
AFTER = "after"  # of an example that is said right after an answer: the label of that one
POINTS = "points"  # that a message but points back at the answer given last: bot/text/pointing.py
ANSWERS = "answers"  # the likeliest answers, [« topic/detail », probability], best first
REACTS = "reacts"  # the likeliest reaction, « worry », and how likely a message is any
READING = "reading"  # what the message means here: see bot/dialogue/reading.py
PROFILE = "profile"  # what the visitor said of themselves so far: see bot/dialogue/profile.py
