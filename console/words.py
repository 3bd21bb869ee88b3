"""Chinese words for the states and processes of the service."""

from __future__ import annotations

CASES = {
    "open": "收件中",
    "ready": "排队",
    "working": "处理中",
    "packaged": "已打包",
    "needs_attention": "需人工处理",
    "closed": "已结案",
}

FILES = {
    "seen": "正在到达",
    "stable": "已收妥",
    "claimed": "处理中",
    "read": "已读取",
    "packaged": "已打包",
    "duplicate": "重复",
    "quarantined": "已隔离",
    "needs_attention": "需人工处理",
}

KINDS = {"company": "企业", "person": "自然人"}

PROCESSES = {
    "watch": "收件",
    "work": "识别与打包",
    "clock": "定时复查",
    "server": "运行记录（Prefect）",
    "page": "状态页",
}

REASONS = {
    "nothing_readable": "没有可读取的文件，请查看各文件的原因",
    "lease_expired": "处理超时，未能完成",
    "worker_died": "处理进程反复中止，请管理员查看日志",
    "disk_full": "磁盘已满，请管理员清理",
    "encrypted": "设有密码",
    "corrupt": "损坏或不完整",
    "unsupported": "不支持的格式",
    "empty": "没有内容",
    "too_large": "过大",
    "too_many_pages": "页数过多",
    "archive_bomb": "压缩包异常",
    "unsafe_path": "快捷方式或越界路径",
    "duplicate": "与另一文件相同",
    "crashed": "有页读取中止",
    "timeout": "有页读取超时",
    "ignored": "无需读取",
}
"""Why a case or a file stands where it stands; a code that is not listed is shown as it is."""
