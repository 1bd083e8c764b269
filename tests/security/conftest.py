import shutil

import pytest

from .canaries import CANARIES
from .scanning import Scanner
from .starting import Starter
from .surroundings import Laptop, bare


@pytest.fixture(scope="session")
def starter():
    process = Starter(bare())
    yield process
    process.close()


@pytest.fixture(scope="module")
def scanner():
    return Scanner(CANARIES)


@pytest.fixture
def new_laptop(starter, tmp_path):
    """Laptops, each wiped at the end."""
    made = []

    def new(name="laptop", passphrase=CANARIES["passphrase"]):
        made.append(Laptop(tmp_path / name, passphrase, starter))
        return made[-1]

    yield new
    for laptop in made:
        laptop.run("lock", codes=())
        for folder in laptop.seized:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def laptop(new_laptop):
    return new_laptop()
