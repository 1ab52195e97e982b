"""Tasks that a child process is given: it finds them by the name of their module."""

from contract.errors import Fault, ObservatoryError, Refused


def doubled(number):
    return 2 * number


def refused():
    raise Refused([Fault("bad", "Not this one.", "a.csv", 3)])


def unknown():
    raise ObservatoryError("There is no {what}.", what="sky")


def hold(size):
    return len(bytearray(size))


def turn_forever():
    while True:
        pass


def leave_files():
    import tempfile

    tempfile.mkdtemp()
    hold(10**12)
