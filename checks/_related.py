"""Who stands close to the applicant: shareholders, signatories and the legal representative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks import _names, _papers
from checks._facts import Fact, cell_of
from schemas.core import Case

_TABLES = (
    ("articles_of_association", "shareholders"),
    ("registry_extract", "shareholders"),
    ("shareholder_resolution", "signatories"),
)
_SAYS_SO = re.compile(r"股东|关联方|法定代表人|法人代表")


@dataclass(frozen=True)
class Circle:
    """Names of the applicant's owners and of its legal representative; `known` when a paper names the owners."""

    names: tuple[Fact, ...]
    known: bool

    def match(self, name: str) -> Fact | None:
        """The person or company of the circle that a name is."""
        return next((f for f in self.names if _names.compare(f.text, name) == _names.SAME), None)

    def near(self, name: str) -> bool:
        """Whether a name is one of the circle's, or says that it is a shareholder's."""
        return _SAYS_SO.search(name) is not None or self.match(name) is not None


def circle(case: Case) -> Circle:
    """The confirmed names of owners, and the legal representative."""
    owners = tuple(_owners(case))
    head = _papers.legal_representative(case)
    return Circle(owners + ((head,) if head is not None and head.usable else ()), bool(owners))


def _owners(case: Case) -> Iterator[Fact]:
    """Shareholders by charter, register and resolution."""
    for type_, table in _TABLES:
        for document in case.of_type(type_):
            for index, row in enumerate(document.tables.get(table, ())):
                name = cell_of(document, table, index, row, "name")
                if name.usable and name.text:
                    yield name


_COMPANY = re.compile(
    r"公司|厂|店|行|部|社|中心|院|所|集团|银行|局|站|场|学校|协会|合作|基金|户|款|费|金|税|其他|押|保证"
)


def person(name: str) -> bool:
    """Whether a name looks like a natural person's.

    >>> person('王小明'), person('王氏商行'), person('保证金')
    (True, False, False)
    """
    return re.fullmatch(r"[一-龥·]{2,4}", name) is not None and not _COMPANY.search(name)
