"""Checks of the machine: swap, dumps, disk, open doors, versions, the cell of the readers, secrets lying about.

Linux tells most of it in /proc and /sys; where a system does not, the finding is `unknown`, never `well`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.workflow.doctor import Finding

SWAPS = Path("/proc/swaps")
CORE = Path("/proc/sys/kernel/core_pattern")
MOUNTS = Path("/proc/self/mountinfo")
PROCESSES = Path("/proc")
LISTENING = "0A"  # the state of a listening socket in /proc/net/tcp
VARIABLE = "LETAPIS_PASSPHRASE"
HISTORIES = (".bash_history", ".zsh_history", ".local/share/fish/fish_history", ".python_history", ".sh_history")


def swap(_folder: Path, _archive: Archive | None) -> Finding:
    """Whether memory may be written to a disk. A device of device-mapper or zram may be encrypted or memory itself."""
    lines = _read(SWAPS)
    if lines is None:
        return Finding("swap", "unknown")
    devices = [line.split()[0] for line in lines.splitlines()[1:] if line.split()]
    devices = [device for device in devices if "zram" not in device]
    if not devices:
        return Finding("swap", "well")
    covered = all("/dm-" in device or "/mapper/" in device for device in devices)
    return Finding("swap", "attention" if covered else "danger", {"devices": ", ".join(devices)})


def core(_folder: Path, _archive: Archive | None) -> Finding:
    """Whether a process that falls leaves its memory: a pattern that pipes to a program ignores a limit of 0."""
    if sys.platform == "win32":
        return Finding("core", "unknown")
    import resource

    pattern = (_read(CORE) or "core").strip()
    soft, _hard = resource.getrlimit(resource.RLIMIT_CORE)
    writes = bool(soft) or pattern.startswith("|")
    return Finding("core", "danger" if writes else "well", {"pattern": pattern})


def disk(folder: Path, _archive: Archive | None) -> Finding:
    """Whether the disk below the folder is an encrypted one, as far as the system shows it."""
    device = _device(nearest(folder))
    values = {"folder": str(folder), "device": device}
    if not device:
        return Finding("disk", "unknown", values)
    covered = any(one.startswith("CRYPT-") for one in _mappings(device))
    return Finding("disk", "well" if covered else "attention", values)


def sockets(_folder: Path, _archive: Archive | None) -> Finding:
    """Doors that processes of Letapis hold open."""
    if not (PROCESSES / "net" / "tcp").exists():
        return Finding("sockets", "unknown")
    ours = _inodes_of_ours()
    doors = sorted({address for address, inode in _listening() if inode in ours})
    if not doors:
        return Finding("sockets", "well")
    outside = any(not _loopback(one) for one in doors)
    return Finding("sockets", "danger" if outside else "attention", {"addresses": ", ".join(doors)})


def versions(_folder: Path, _archive: Archive | None) -> Finding:
    """Whether the libraries are at least as new as the package asks for."""
    python = ".".join(map(str, sys.version_info[:3]))
    old = sorted(filter(None, map(_too_old, requires("letapis") or ())))
    return Finding("versions", "danger" if old else "well", {"python": python, "old": ", ".join(old)})


def sandbox(_folder: Path, _archive: Archive | None) -> Finding:
    """What protects this machine from the file that is being read."""
    from letapis.sandbox.describing import describe

    cell = describe()
    values = {"protects": ", ".join(cell.protects), "missing": ", ".join(cell.missing)}
    if not cell.protects:
        return Finding("sandbox", "unknown", values)
    return Finding("sandbox", "attention" if cell.missing else "well", values)


def secrets(_folder: Path, _archive: Archive | None) -> Finding:
    """A passphrase in the environment, or a line of a shell's history that gives one."""
    places = [VARIABLE] if os.environ.get(VARIABLE) else []
    given = re.compile(rb"LETAPIS_PASSPHRASE=[^\s$\"']")
    for name in HISTORIES:
        path = Path.home() / name
        try:
            if given.search(path.read_bytes()):
                places.append(str(path))
        except OSError:
            continue
    return Finding("secrets", "danger" if places else "well", {"places": ", ".join(places)})


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder


def _device(folder: Path) -> str:
    """Major and minor number of the disk, `253:0`; empty where the system does not tell."""
    number = folder.stat().st_dev
    known = _read(MOUNTS)
    return f"{os.major(number)}:{os.minor(number)}" if known is not None else ""


def _mappings(device: str) -> Iterator[str]:
    """What the device-mapper calls a device and those below it; empty for others."""
    block = Path("/sys/dev/block") / device
    found = _read(block / "dm" / "uuid")
    if found is not None:
        yield found
    below = block / "slaves"
    for one in sorted(below.iterdir()) if below.is_dir() else ():
        number = _read(one / "dev")
        yield from _mappings(number.strip()) if number else ()


def _listening() -> Iterator[tuple[str, str]]:
    """Address and inode of each listening TCP socket of the system."""
    for name in ("tcp", "tcp6"):
        for line in (_read(PROCESSES / "net" / name) or "").splitlines()[1:]:
            words = line.split()
            if len(words) > 9 and words[3] == LISTENING:
                yield _address(words[1]), words[9]


def _address(written: str) -> str:
    """`0100007F:1F90` as `127.0.0.1:8080`: words of four bytes in the order of the machine."""
    from ipaddress import ip_address

    host, _, port = written.partition(":")
    packed = b"".join(
        int(host[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(host), 8)
    )  # fmt: skip
    address = ip_address(packed)
    shown = f"[{address}]" if address.version == 6 else str(address)
    return f"{shown}:{int(port, 16)}"


def _loopback(address: str) -> bool:
    from ipaddress import ip_address

    host = address.rpartition(":")[0].strip("[]")
    return ip_address(host).is_loopback


def _inodes_of_ours() -> frozenset[str]:
    """The sockets that processes of Letapis hold."""
    found = set()
    for process in PROCESSES.iterdir():
        if process.name.isdecimal() and b"letapis" in (_bytes(process / "cmdline") or b""):
            found |= set(_sockets_of(process))
    return frozenset(found)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _sockets_of(process: Path) -> Iterator[str]:
    try:
        handles = list((process / "fd").iterdir())
    except OSError:  # another user's, or gone
        return
    for handle in handles:
        try:
            target = str(handle.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            yield target[8:-1]


def _too_old(requirement: str) -> str:
    """`name 1.2 < 1.3` where an installed library is older than asked for or missing; extras are left out."""
    if "extra ==" in requirement:
        return ""
    match = re.match(r"([A-Za-z0-9._-]+)[^>=;]*>=\s*([0-9.]+)", requirement)
    if not match:
        return ""
    name, wanted = match.groups()
    try:
        installed = version(name)
    except PackageNotFoundError:
        return f"{name} (not there)"
    return f"{name} {installed} < {wanted}" if _numbers(installed) < _numbers(wanted) else ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])
