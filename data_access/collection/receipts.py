"""Receipts: the words with which a person has the own answers deleted, drawn here or by the form on a device."""

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from functools import cache

from mnemonic import Mnemonic

from contract.answers import RECEIPT_WORDS, Response
from contract.errors import Fault
from contract.translations import mark

DOUBLED = mark(
    "Another person has this receipt: each must have one of their own. Ask again, or leave these answers out."
)

TWICE = mark("These answers stand here twice: take one of them out.")


@cache
def receipt_words() -> tuple[str, ...]:
    """The 2,048 Italian words of which receipts are made (BIP-39): four of them are 17 million million receipts."""
    return tuple(Mnemonic("italian").wordlist)


def draw_receipt() -> str:
    """The words of a new receipt."""
    return " ".join(secrets.choice(receipt_words()) for _ in range(RECEIPT_WORDS))


def plain_receipt(words: str) -> str:
    """Words as they are compared, however they were typed."""
    return " ".join(re.findall(r"[^\W\d_]+", words.lower()))


def is_receipt(words: str) -> bool:
    """Whether these are as many words of ours as a receipt has."""
    told = plain_receipt(words).split()
    return len(told) == RECEIPT_WORDS and set(told) <= set(receipt_words())


def receipt_hash(words: str) -> str:
    """What is kept of a receipt: slow to compute, so that a copy of the records cannot be tried with all words."""
    salt = b"benessere energetico"
    return hashlib.scrypt(plain_receipt(words).encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def receipt_faults(responses: Mapping[int | None, Response], file: str = "") -> list[Fault]:
    """Answers of which the receipt is none of ours, is another's too, or that stand in `responses` (by row) twice."""
    receipts = Counter(plain_receipt(each.receipt) for each in responses.values())
    numbers = Counter(each.response_id for each in responses.values())
    found = []
    for row, each in responses.items():
        if numbers[each.response_id] > 1:
            found.append(Fault("doubled_response", TWICE, file, row, "response_id", each.response_id))
        if not is_receipt(each.receipt):
            message = mark("A receipt is four words that the form draws: with these nobody could withdraw.")
            found.append(Fault("bad_receipt", message, file, row, "receipt", each.receipt))
        elif receipts[plain_receipt(each.receipt)] > 1 and numbers[each.response_id] == 1:
            found.append(Fault("doubled_receipt", DOUBLED, file, row, "receipt"))
    return found
