"""Events, material, courses and people to try things on."""

from dataclasses import replace
from datetime import date, time

from contract.events import Event, Material
from contract.training import Attendance, Course, CourseClass, Credential, Module, Operator

TODAY = date(2026, 11, 28)
EVENT = Event("e1", "Leggere la bolletta", "bills", "library", "Biblioteca Sormani", date(2026, 12, 9), time(17), 90,
              "AMAT", "1", aids=("BSE",))  # fmt: skip
MATERIAL = Material("m1", "Il bonus in breve", "contributions", "it", "plain", "CC-BY-4.0", "a" * 64)
BASE = Course("base", "Corso base", "base", (Module("Bollette", 4.0), Module("Contributi", 6.0)))
TUTORS = replace(BASE, course_id="ted", title="Corso TED", level="tutor")
HELD = CourseClass("c1", "base", "CAM Garibaldi", date(2026, 3, 2), date(2026, 3, 30),
                   (Attendance("TED-0042", 8.0, "passed"), Attendance("TED-0043", 7.9, "passed"),
                    Attendance("TED-0044", 10.0, "failed")))  # fmt: skip
TUTOR = Operator("TED-0042", "tutor", ("it", "ar"), ("1", "2"), ("C001",))
CREDENTIAL = Credential("BE-2026-AB12", "TED-0042", "c1", "Corso base", "base", 8, "Comune di Milano",
                        date(2026, 4, 1), date(2028, 4, 1), "https://observatory.test/verifica")  # fmt: skip
