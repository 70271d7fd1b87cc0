"""Types into cells of workbooks in LibreOffice as a person would; run by a Python that has `uno`, not by pytest.

Reads one JSON object from standard input (soffice, profil, locale, kerja: [{berkas, tujuan, ketikan}]), where each of
ketikan is [sheet, address, text, "ketik" or "tempel"], and writes one JSON list per workbook to standard output: what
each cell was before and after, and the validation that stands on it. [..., "lihat"] types nothing and gives the whole
workbook as LibreOffice shows it at that moment, as HTML.
"""

# uno comes with LibreOffice and has no stubs; mypy runs where it is missing.
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_SETELAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>{locale}</value></prop></item>
</oor:items>
"""
_TUNGGU = 120


def utama() -> None:
    """Do the job on standard input."""
    tugas = json.load(sys.stdin)
    profil = Path(tugas["profil"])
    (profil / "user").mkdir(parents=True)
    setelan = profil / "user" / "registrymodifications.xcu"
    setelan.write_text(_SETELAN.format(locale=tugas["locale"]), encoding="utf-8")
    pipa = f"ikixl{uuid.uuid4().hex}"
    proses = subprocess.Popen(
        [
            tugas["soffice"],
            f"-env:UserInstallation={profil.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=pipe,name={pipa};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    konteks = _sambung(pipa)
    meja = konteks.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", konteks)
    try:
        json.dump([_satu(konteks, meja, k) for k in tugas["kerja"]], sys.stdout)
    finally:
        meja.terminate()
        proses.wait(60)


def _sambung(pipa: str) -> Any:
    lokal = uno.getComponentContext()
    pencari = lokal.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", lokal)
    batas = time.monotonic() + _TUNGGU
    while True:
        try:
            return pencari.resolve(f"uno:pipe,name={pipa};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > batas:
                raise
            time.sleep(0.2)


def _satu(konteks: Any, meja: Any, kerja: dict[str, Any]) -> list[dict[str, Any]]:
    dokumen = meja.loadComponentFromURL(Path(kerja["berkas"]).resolve().as_uri(), "_blank", 0, ())
    pengirim = konteks.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", konteks)
    kendali = dokumen.CurrentController
    hasil = []
    for lembar, alamat, teks, cara in kerja["ketikan"]:
        if cara == "lihat":
            hasil.append({"html": _lihat(dokumen, Path(kerja["tujuan"]).with_suffix(".html"))})
            continue
        kertas = dokumen.Sheets.getByName(lembar)
        sel = kertas.getCellRangeByName(alamat)
        sebelum = sel.Formula
        kendali.setActiveSheet(kertas)
        kendali.select(sel)
        # The dispatch parses the text in the program's locale, as typing does; setting the cell would not. Left in the
        # input line and then stepped away from, it also meets the validation; without a window its dialog answers
        # itself by taking the text back. Committed at once, it meets none, like a paste.
        ketik = cara == "ketik"
        pengirim.executeDispatch(
            kendali.Frame, ".uno:EnterString", "", 0, _sifat(StringName=teks, **({"DontCommit": True} if ketik else {}))
        )
        if ketik:
            pengirim.executeDispatch(kendali.Frame, ".uno:GoDown", "", 0, _sifat(By=1))
        hasil.append(
            {"sebelum": sebelum, "sesudah": sel.Formula, "terkunci": sel.CellProtection.IsLocked} | _validasi(sel)
        )
    dokumen.storeToURL(Path(kerja["tujuan"]).resolve().as_uri(), _sifat(FilterName="Calc MS Excel 2007 XML"))
    dokumen.close(True)
    return hasil


def _lihat(dokumen: Any, berkas: Path) -> str:
    # The only export that writes the colours of conditional formats as they apply now.
    dokumen.storeToURL(berkas.resolve().as_uri(), _sifat(FilterName="HTML (StarCalc)"))
    return berkas.read_text(encoding="utf-8")


def _validasi(sel: Any) -> dict[str, Any]:
    v = sel.Validation
    return {
        "jenis": v.Type.value,
        "syarat": v.getOperator().value,
        "batas": [v.getFormula1(), v.getFormula2()],
        "cegah": v.ShowErrorMessage and v.ErrorAlertStyle.value == "STOP",
        "petunjuk": v.ShowInputMessage and bool(v.InputMessage),
        "galat": bool(v.ErrorMessage),
    }


def _sifat(**nilai: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(nama, 0, isi, 0) for nama, isi in nilai.items())


if __name__ == "__main__":
    utama()
