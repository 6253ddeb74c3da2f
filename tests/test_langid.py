"""The language of a text."""

from __future__ import annotations

import pytest

from baithak.langid import identify


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "भारत और ओमान के बीच मस्कट में बैठक हुई"),
        ("hi", "ओमान की यात्रा पर जाएंगे विदेश मंत्री"),
        ("hi", "India और Oman के बीच Muscat में बैठक हुई, Prime Minister ने दी जानकारी"),
        ("mr", "भारत आणि ओमान यांच्यात मस्कत येथे बैठक झाली आहे"),
        ("ne", "भारत र ओमानबीच मस्कटमा बैठक भएको छ"),
        ("sa", "अत्र विषये भारतस्य मन्त्री एव इति अपि अस्ति"),
        ("en", "The foreign minister is to meet his counterpart in Muscat on Monday"),
        ("ru", "Министр встретился с коллегой в Маскате, и это не первая встреча"),
        ("uk", "Міністр зустрівся з колегою у Маскаті, та це не перша зустріч"),
        ("ur", "وزیر خارجہ نے مسقط میں ملاقات کی اور بات چیت کو مفید کہا"),
        ("ta", "இந்தியா"),
        ("und", "2025-10-30 06:19"),
        ("und", "लोकतन्त्र"),
        ("und", ""),
    ],
)
def test_language(language: str, text: str) -> None:
    assert identify(text) == language
