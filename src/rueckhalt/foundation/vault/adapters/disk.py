"""Files that are whole or absent, also after a power cut."""

import os
from pathlib import Path
from typing import Final

PIECE: Final = 256 * 1024  # bytes that are written over at once


def write_whole(path: Path, data: bytes) -> None:
    """Writes a new file and its folder through to the disk. Raises FileExistsError."""
    unfinished = path.with_name(f"{path.name}.{os.urandom(8).hex()}.part")
    with unfinished.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(unfinished, path)  # unlike a rename, this refuses an existing name
    finally:
        unfinished.unlink()
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Makes a folder that only its owner enters, and writes its name through to the disk."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Writes the names in a folder through to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def wipe(path: Path) -> None:
    """Writes over a file and removes it; one that is not there changes nothing."""
    try:
        with path.open("r+b", buffering=0) as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                left -= file.write(os.urandom(min(left, PIECE)))
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink()
    sync_folder(path.parent)
