"""The species of the cell lines that papers use most and that are not human.

Cellosaurus says the species of each line; the form of it that is packed here does not. Written by hand from what is
commonly known of the lines, by lookup key.
"""

from __future__ import annotations

from extractors.linking.taxa import HUMAN, MOUSE, RAT
from ontologies.curie import Curie
from ontologies.normalise import key

_HAMSTER, _MONKEY, _DOG, _FLY = (Curie("NCBITaxon", number) for number in ("10029", "9534", "9615", "7227"))
_LINES: dict[Curie, tuple[str, ...]] = {
    MOUSE: (
        "3T3", "NIH3T3", "NIH-3T3", "3T3-L1", "3T3-F442A", "C3H10T1/2", "C3H/10T1/2", "Balb/3T3", "Swiss 3T3",
        "RAW264.7", "RAW 264.7", "RAW264", "J774", "J774.1", "J774A.1", "P388D1", "WEHI-231", "WEHI-3", "BV2", "BV-2",
        "C2C12", "MC3T3-E1", "MC3T3", "ST2", "ST-2", "ATDC5", "4T1", "B16", "B16F10", "B16-F10", "B16F1", "LLC",
        "CT26", "MC38", "EL4", "EL-4", "CTLL-2", "BaF3", "Ba/F3", "32D", "FDC-P1", "A20", "P815", "YAC-1", "Neuro2a",
        "Neuro-2a", "N2a", "GT1-7", "HT22", "HT-22", "NG108-15", "P19", "F9", "E14", "D3", "MEF", "MEFs", "MIN6",
        "AtT-20", "AtT20", "HL-1", "mIMCD-3", "IMCD3", "L929", "L-929", "Hepa1-6", "Hepa 1-6", "Hepa-1", "Hepa1c1c7",
        "AML12", "bEnd.3", "TM4", "TM3", "MLTC-1", "LbetaT2", "LβT2", "αT3-1", "MLE-12", "NMuMG", "Renca", "TRAMP-C1",
        "Y1", "BNL CL.2", "DC2.4", "D1", "70Z/3", "NSC-34", "Sp2/0", "MPC-5",
    ),
    RAT: (
        "PC12", "PC-12", "H9c2", "H9C2", "INS-1", "INS-1E", "INS1", "832/13", "RIN-m5F", "RINm5F", "RBL-2H3", "IEC-6",
        "IEC-18", "IEC6", "GH3", "GH4C1", "A7r5", "A10", "L6", "NRK", "NRK-52E", "NRK-49F", "C6", "B35", "B104",
        "FRT", "FRTL-5", "PCCL3", "H4IIE", "HSC-T6", "BRL-3A", "ROS 17/2.8", "UMR-106", "AR42J", "RGC-5", "Rat-1",
        "Rat1", "Rat-2", "REF52", "R28", "RSC96", "NR8383", "F98", "9L", "CLU213", "L8", "McA-RH7777",
    ),
    _HAMSTER: ("CHO", "CHO-K1", "BHK", "BHK-21", "V79", "HIT-T15", "HIT"),
    _MONKEY: ("COS", "COS-1", "COS-7", "COS1", "COS7", "Vero", "Vero E6", "CV-1", "BSC-1", "MA104", "LLC-MK2"),
    _DOG: ("MDCK", "MDCK II"),
    _FLY: ("S2", "S2R+", "Kc167", "Schneider 2"),
}  # fmt: skip
_TAXON = {key(name): taxon for taxon, names in _LINES.items() for name in names}


def taxon_of(line: str) -> Curie:
    """Return the species of a cell line by its name; the human one where nothing else is known.

    >>> str(taxon_of("NIH 3T3")), str(taxon_of("HeLa"))
    ('NCBITaxon:10090', 'NCBITaxon:9606')
    """
    return _TAXON.get(key(line), HUMAN)
