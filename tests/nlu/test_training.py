"""Training needs scikit-learn, which only Rasa's environment has: it is run there."""

from __future__ import annotations

import subprocess
from pathlib import Path

from nlu_report.data import ROOT
from understanding.model import FILES, IntentModel

_TRAIN = """
import random, sys
from pathlib import Path
from nlu_report.candidates import our_settings
from nlu_report.data import TRAINING, read_utterances, sample
from understanding.sources import read_lexicon
from understanding.training import train
examples = [(one.text, one.intent) for one in sample(read_utterances(TRAINING), 16)]
random.Random(sys.argv[2]).shuffle(examples)
train(examples, read_lexicon(), **our_settings()["training"]).save(Path(sys.argv[1]))
"""


def test_the_same_examples_in_any_order_train_the_same_model(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        subprocess.run(
            [".venv/bin/python", "-c", _TRAIN, str(tmp_path / name), name],
            cwd=ROOT / "bot",
            check=True,
            timeout=120,
        )

    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    assert IntentModel.load(tmp_path / "one").ranking("avboka min tid")[0].intent == "cancel"
