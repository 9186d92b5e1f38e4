"""The topics and replies that the program counts on, by their ids."""

from __future__ import annotations

OUT_OF_SCOPE = "out_of_scope"
JOKE = "joke"


# What the bot says when no topic speaks: the program counts on these replies.
ACKNOWLEDGE = "acknowledge"
ALREADY_SAID = "already_said"
ACTIONS_AWAY = "actions_away"
AFTER_DISTRESS = "after_distress"
AUTOMATIC = "automatic"
CARE_BESIDE = "care_beside"
CARE_DENIED = "care_denied"
CARE_GOES_ON = "care_goes_on"
CARE_HEARD = "care_heard"
CORRECTED = "corrected"
DID_YOU_MEAN = "did_you_mean"
STILL_UNSURE = "still_unsure"
ERASED_ALL = "erased_all"
ERASE_FAILED = "erase_failed"
FALLBACK = "fallback"
FEEDBACK_THANKS = "feedback_thanks"
FEEDBACK_WHY = "feedback_why"
FOREIGN_ANSWER = "foreign_answer"
ANSWERING = "answering"
FOR_YOU = "for_you"
FRAUD_AFTER = "fraud_after"
FRAUD_GOES_ON = "fraud_goes_on"
HUMAN_CONTACT = "human_contact"
HEDGED = "hedged"
OR_ELSE = "or_else"
GLIMPSE = "glimpse"
IN_SHORT = "in_short"
IN_THESE_WORDS = "in_these_words"
TOLD_SO = "told_so"
TWO_ANSWERS = "two_answers"
LOST = "lost"
NEAREST_FACT = "nearest_fact"
NO_DETAIL_KNOWN = "no_detail_known"
CASE_NOTED = "case_noted"
NO_MORE_YET = "no_more_yet"
NO_SOURCE_YET = "no_source_yet"
NO_SOURCE_OF = "no_source_of"
NO_NEWER = "no_newer"
NO_OFFENCE = "no_offence"
GOOD_LUCK = "good_luck"
LISTENING = "listening"
ON_THAT = "on_that"
TOLD_OFFER = "told_offer"
NO_SUCH_CHOICE = "no_such_choice"
NOTED = "noted"
NOTHING_MORE = "nothing_more"
NOTHING_ON = "nothing_on"
NOT_SAVED = "not_saved"
PLACE_ALIKE = "place_alike"
PLACE_FACT = "place_fact"
PLACE_FACT_ACCORDING = "place_fact_according"
PLACE_FACT_DATED = "place_fact_dated"
PLACE_SEARCH = "place_search"
PLACE_SEARCH_TOO = "place_search_too"
PLACE_UNKNOWN = "place_unknown"
PLACE_WIDER = "place_wider"
SAID_BEFORE = "said_before"
SAME_FOR_ROLE = "same_for_role"
SOMETHING_ELSE = "something_else"
SURE_OF = "sure_of"
SURE_OF_NONE = "sure_of_none"
SOURCES_INTRO = "sources_intro"
SOURCE_OF = "source_of"
SPOKEN_OF = "spoken_of"
TOO_LONG = "too_long"
TOO_OLD = "too_old"
TOO_YOUNG = "too_young"
UNREADABLE = "unreadable"
WHICH_ONE = "which_one"
WHO_IS = "who_is"


PROGRAM_REPLIES = (
    ACKNOWLEDGE,
    ACTIONS_AWAY,
    AFTER_DISTRESS,
    ALREADY_SAID,
    AUTOMATIC,
    CARE_BESIDE,
    CARE_DENIED,
    CARE_GOES_ON,
    CARE_HEARD,
    CORRECTED,
    DID_YOU_MEAN,
    STILL_UNSURE,
    ERASED_ALL,
    ERASE_FAILED,
    FALLBACK,
    FEEDBACK_THANKS,
    FEEDBACK_WHY,
    FOREIGN_ANSWER,
    ANSWERING,
    FOR_YOU,
    FRAUD_AFTER,
    FRAUD_GOES_ON,
    HUMAN_CONTACT,
    LOST,
    HEDGED,
    OR_ELSE,
    GLIMPSE,
    IN_SHORT,
    IN_THESE_WORDS,
    TOLD_SO,
    TWO_ANSWERS,
    NEAREST_FACT,
    NO_DETAIL_KNOWN,
    CASE_NOTED,
    NO_MORE_YET,
    NO_SOURCE_YET,
    NO_SOURCE_OF,
    NO_NEWER,
    NO_OFFENCE,
    GOOD_LUCK,
    LISTENING,
    ON_THAT,
    TOLD_OFFER,
    NO_SUCH_CHOICE,
    NOTED,
    NOTHING_MORE,
    NOTHING_ON,
    NOT_SAVED,
    PLACE_ALIKE,
    PLACE_FACT,
    PLACE_FACT_ACCORDING,
    PLACE_FACT_DATED,
    PLACE_SEARCH,
    PLACE_SEARCH_TOO,
    PLACE_UNKNOWN,
    PLACE_WIDER,
    SAID_BEFORE,
    SAME_FOR_ROLE,
    SOMETHING_ELSE,
    SURE_OF,
    SURE_OF_NONE,
    SOURCES_INTRO,
    SOURCE_OF,
    SPOKEN_OF,
    TOO_LONG,
    TOO_OLD,
    TOO_YOUNG,
    UNREADABLE,
    WHICH_ONE,
    WHO_IS,
)


# The topics that speak of the last answer instead of having one of their own.
TELL_ME_MORE = "tell_me_more"
ASK_SOURCE = "ask_source"
REPEAT = "repeat"
AFFIRM = "affirm"
ARE_YOU_A_BOT = "are_you_a_bot"
ARE_YOU_SURE = "are_you_sure"
COMPLAIN = "complain_about_company"
DEFINE = "define"  # the subject of a definition: no topic of the catalogue
DELETE_MY_DATA = "delete_my_data"
DENY = "deny"
DISCRIMINATION = "discrimination"
DISTRESS = "distress"
HELP = "help"  # the intent, too, of words that no topic goes with
INSULT = "insult"
NEGATIVE_FEEDBACK = "negative_feedback"
NOT_YOUR_OPERATOR = "not_your_operator"
GOODBYE = "goodbye"
OTHER_LANGUAGE = "other_language"
START_OVER = "start_over"
TALK_TO_HUMAN = "talk_to_human"
LIGHT = frozenset({"joke", "play_myth_quiz"})
# What is said of an answer instead of a question: content/reactions.yml answers them.
NO_REACTION = "none"  # a question, or talk that has a topic of its own
AGREEMENT = "agreement"
AMUSEMENT = "amusement"
DISAPPOINTMENT = "disappointment"
ENTHUSIASM = "enthusiasm"
EXPERIENCE = "experience"
OUTRAGE = "outrage"
RELUCTANCE = "reluctance"
SURPRISE = "surprise"
TRIED_ALREADY = "tried_already"
WORRY = "worry"
REACTIONS = frozenset(
    (
        *(AGREEMENT, AMUSEMENT, DISAPPOINTMENT, ENTHUSIASM, EXPERIENCE, OUTRAGE),
        *(RELUCTANCE, SURPRISE, TRIED_ALREADY, WORRY),
    )
)
ERASED = "erased"  # the slot that tells the tracker store to delete the conversation
