#!/usr/bin/env python3
"""Packs the compiled command as a Python wheel, so that `pip install` or `pipx install` brings it.

As a script:   scripts/wheel.py COMMAND THIRD-PARTY FOLDER        packs what is compiled already
               scripts/wheel.py --glibc COMMAND                   says which C library the command needs
As the build backend of `pyproject.toml` (`pip install .`) it compiles the command first, where it is not there.
"""

import base64
import hashlib
import pathlib
import platform
import re
import subprocess
import sys
import tomllib
import zipfile

root = pathlib.Path(__file__).resolve().parent.parent


def glibc(command):
    """The newest version of the C library that a symbol is asked for by, such as 2.34; none on other systems."""
    found = re.findall(rb"GLIBC_(\d+)\.(\d+)", pathlib.Path(command).read_bytes())
    return max(((int(a), int(b)) for a, b in found), default=None)


def tag(command):
    """Which machines the wheel is for."""
    machine = platform.machine().lower()
    if sys.platform == "win32":
        return "win_amd64" if machine == "amd64" else f"win_{machine}"
    if sys.platform == "darwin":
        return f"macosx_11_0_{machine}"
    major, minor = glibc(command)
    return f"manylinux_{major}_{minor}_{machine}"


def pack(command, third_party, folder):
    package = tomllib.loads((root / "Cargo.toml").read_text())["package"]
    name, version = package["name"], package["version"]
    wheel = f"{name}-{version}-py3-none-{tag(command)}.whl"
    info = f"{name}-{version}.dist-info"
    ending = ".exe" if sys.platform == "win32" else ""
    metadata = (
        f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nSummary: {package['description']}\n"
        f"License-Expression: {package['license']}\nRequires-Python: >=3.8\n"
        "Description-Content-Type: text/markdown\n\n" + (root / "README.md").read_text()
    )
    files = [
        (f"{name}-{version}.data/scripts/{name}{ending}", pathlib.Path(command).read_bytes(), 0o755),
        (f"{info}/METADATA", metadata.encode(), 0o644),
        (f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: fairfolio\nRoot-Is-Purelib: false\nTag: py3-none-{tag(command)}\n".encode(), 0o644),
    ]
    licences = [root / "LICENSE-APACHE", root / "LICENSE-MIT"] + ([pathlib.Path(third_party)] if third_party else [])
    files += [(f"{info}/licenses/{path.name}", path.read_bytes(), 0o644) for path in licences]
    digest = lambda data: base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    record = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, data, _ in files) + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(pathlib.Path(folder) / wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data, mode in [*files, (f"{info}/RECORD", record.encode(), 0o644)]:
            entry = zipfile.ZipInfo(path)
            entry.external_attr = (0o100000 | mode) << 16  # a regular file, else pip does not let it run
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """PEP 517: what `pip install .` calls."""
    ending = ".exe" if sys.platform == "win32" else ""
    command = root / "target" / "release" / f"fairfolio{ending}"
    if not command.exists():
        subprocess.run(["cargo", "build", "--release", "--locked"], check=True, cwd=root)
    return pack(command, None, wheel_directory)


def build_sdist(sdist_directory, config_settings=None):
    """PEP 517 asks for it; the source is handed out as a crate."""
    raise NotImplementedError("the source is handed out as a crate: cargo package")


if __name__ == "__main__":
    if sys.argv[1] == "--glibc":
        print(".".join(map(str, glibc(sys.argv[2]))))
    else:
        print(pack(*sys.argv[1:]))
