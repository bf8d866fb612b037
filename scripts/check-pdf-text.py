"""Every member's and printed product's name and SKU stands in the brochure as in the data, and so do
members' addresses and summaries: in Arabic they mix directions, brackets and figures.

The names are read from the project's files with tomllib, the text from the PDF with pdftotext:
nothing of Fairfolio is in between. White space is folded, because a name may break over two lines.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

SAMPLE = Path(sys.argv[2])


def record(path: Path) -> dict:
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text.split("+++")[1])


def fold(text: str) -> str:
    # Marks of direction are set by pdftotext itself round runs of the other direction.
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    # A word that is divided at the end of a line has a soft hyphen there.
    text = re.sub("\u00ad\\s*", "", text)
    # pdftotext joins words over a line's end and drops their own hyphen: `twenty-` `two` is `twentytwo`.
    text = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", "", text)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def printed(folder: Path) -> list[Path]:
    """A member's products in print: as many as every member has, by rank."""
    most = tomllib.loads((SAMPLE / "consortium.toml").read_text(encoding="utf-8"))["policy"]["products_in_print"]
    ranks = {path: record(path).get("print_rank") for path in folder.glob("*.md") if "." not in path.stem}
    ranked = sorted((path for path in ranks if ranks[path]), key=lambda path: (ranks[path], path.name))
    return ranked[:most]


def expected(lang: str) -> list[tuple[str, str]]:
    wanted = []
    products = list(SAMPLE.glob("members/*/products/*.md")) + list(SAMPLE.glob("products/*.md"))
    for path in list(SAMPLE.glob("members/*/member.md")) + products:
        # Translations are looked up beside their source.
        if "." in path.stem:
            continue
        source = record(path)
        is_product = path.parent.name == "products"
        if is_product and path.parent.parent != SAMPLE and path not in printed(path.parent):
            continue
        shown = source
        if lang != "en":
            shown = record(path.with_name(f"{path.stem}.{lang}.md"))
        wanted.append((str(path), shown["name"]))
        if path.name == "member.md":
            wanted.extend((str(path), shown[field]) for field in ("address", "summary"))
        if is_product and "sku" in source:
            wanted.append((str(path), source["sku"]))
    return wanted


def main() -> int:
    missing = 0
    brochures = sorted(Path(sys.argv[1]).glob("public/print/*-screen.pdf"))
    languages = {pdf.name.split("-")[-3] for pdf in brochures}
    assert {"en", "de", "ar"} <= languages, f"brochures in {languages} only"
    for pdf in brochures:
        lang = pdf.name.split("-")[-3]
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        text = fold(text)
        names = expected(lang)
        assert len(names) >= 3 * len(list(SAMPLE.glob("members/*/member.md"))) + 10, f"only {len(names)} names are expected: the sample was not read"
        for path, name in names:
            if fold(name) not in text:
                missing += 1
                print(f"FAILED: `{name}` of {path} is not in the text of {pdf.name}")
    return 1 if missing else 0


sys.exit(main())
