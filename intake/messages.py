"""What the back office reads when a file cannot be taken: one sentence, with what to do next."""

from __future__ import annotations

from intake.sniff import Foreign
from schemas.core.errors import UnreadableFile

BY_CODE = {
    "encrypted": "文件设有密码，无法读取；请去除密码后重新提交。",
    "corrupt": "文件已损坏或不完整，无法打开；请重新扫描或重新导出后提交。",
    "unsupported": "无法识别的文件格式；请另存为 PDF，或扫描成 PDF、JPG 后重新提交。",
    "empty": "文件没有内容；请检查原文件后重新提交。",
    "too_large": "文件过大；请降低扫描分辨率（300 dpi 即可）或拆成几个文件后重新提交。",
    "too_many_pages": "文件页数过多；请拆成几个文件后重新提交。",
    "archive_bomb": "压缩包解压后的内容异常庞大或嵌套过深，已停止解压；请解压后直接提交其中的文件。",
    "unsafe_path": "这是快捷方式（符号链接），或压缩包内的路径指向包外，为安全起见没有读取；请直接提交文件本身。",
    "duplicate": "内容与另一个文件完全相同，已按同一份处理；无需再次提交。",
}

_BY_KIND = {
    Foreign.ARCHIVE: "不能直接读取这种压缩包（RAR、7z 等）；请解压后提交其中的文件，或改用 ZIP 压缩后重新提交。",
    Foreign.WORD: "不能直接读取 Word、WPS 文档（DOC、DOCX、WPS）；请在 Word 或 WPS 中另存为 PDF 后重新提交。",
    Foreign.PRESENTATION: "不能直接读取演示文稿（PPT、PPTX、DPS）；请另存为 PDF 后重新提交。",
    Foreign.SPREADSHEET: "不能直接读取这种表格文件（XLSB、ODS 等）；请用 Excel 或 WPS 打开，另存为 XLSX 后重新提交。",
    Foreign.MARKUP: "这是网页或 XML 格式的文件；如果是表格，请用 Excel 打开后另存为 XLSX，否则请打印为 PDF 后重新提交。",
    Foreign.PICTURE: "不能直接读取这种图片（GIF、JPEG 2000）；请另存为 JPG 或 PDF 后重新提交。",
    Foreign.TEXT: "这是纯文本文件，不是资料的扫描件；如需提交，请打印为 PDF 后重新提交。",
}

NO_PERMISSION = "没有权限读取该文件；请管理员开放读取权限后重新提交。"
ODD_COMPRESSION = "压缩包内的这个文件使用了少见的压缩方式，无法解压；请用普通 ZIP 方式重新压缩，或解压后直接提交。"


class Refusal(UnreadableFile):
    """A file that cannot be taken, with the sentence that fits best (else the one of its code)."""

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code)
        self.message = message or BY_CODE[code]


def for_kind(kind: Foreign) -> str:
    """The sentence for a file that is recognised and not read."""
    return _BY_KIND.get(kind, BY_CODE["unsupported"])


def duplicate_of(first: str) -> str:
    """The sentence for a file whose bytes are those of `first`."""
    return f"内容与“{first}”完全相同，已按同一份处理；无需再次提交。"
