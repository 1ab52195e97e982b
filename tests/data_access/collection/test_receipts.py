"""What is kept of a receipt: the same for ever, and slow to compute."""

import hashlib

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from data_access.collection.receipts import receipt_hash
from tests.conftest import SLOW_ON_PURPOSE


def test_what_is_kept_of_a_receipt_is_what_it_was_and_as_slow_as_it_was(monkeypatch):
    monkeypatch.setattr(hashlib, "scrypt", SLOW_ON_PURPOSE)
    words = b"abaco abbaglio abbinato abete"
    slow = Scrypt(salt=b"benessere energetico", length=32, n=2**14, r=8, p=1).derive(words).hex()
    assert (
        receipt_hash(" Abaco, abbaglio ABBINATO abete")
        == slow
        == ("25f21f1011c34f4081e7c405d00c49460e2ab86bf47a97979ccd126c08038185")
    )
