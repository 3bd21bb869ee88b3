"""The errors that any stage may raise about its input."""


class UnreadableFile(Exception):
    """A file cannot be read; `code` is a reason code of the package's `rejected_files`.

    Codes: encrypted, corrupt, unsupported, empty, too_large, too_many_pages, archive_bomb, unsafe_path, duplicate.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
