"""Where a jabatan sits: its code, its unit and its superior, derived from the names of the jabatan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ikixl.impor.bersih import bersihkan
from ikixl.impor.kata import ATURAN, berawal, gelar, inti, mirip, polos
from ikixl.impor.susunan import Blok
from ikixl.temuan import Temuan

__all__ = ["JabatanBaca", "tempatkan"]

_KODE_PANJANG = 30
_UMUM_UNIT = "KECAMATAN"


@dataclass(slots=True)
class JabatanBaca:
    """A row of the table jabatan in the making; `blok` is what the document printed."""

    blok: Blok
    kode: str
    nama: str
    unit: str = ""
    jenis_unit: str = ""
    atasan: str = ""
    kembar: str = ""
    catatan: str = ""


@dataclass(slots=True)
class _Denah:
    """Units found so far, and who heads each."""

    instansi: str
    unit: dict[str, dict[str, str]] = field(default_factory=dict)
    kepala: dict[str, str] = field(default_factory=dict)
    terakhir: str = ""
    di_kelurahan: bool = False


def tempatkan(blok: list[Blok], instansi: str) -> tuple[list[JabatanBaca], list[dict[str, str]], list[Temuan]]:
    """Every jabatan with its place, the units that are needed, and what was guessed.

    Heads of a unit make the unit (Kasubag X: subbagian X under the sekretariat). Others belong to the unit that their
    name says ("pada Seksi X"), else to the one whose words they share, else to the one whose head stands above them.
    """
    denah = _Denah(instansi)
    temuan: list[Temuan] = []
    hasil = [JabatanBaca(b, "", _nama(b, instansi, n, temuan)) for n, b in enumerate(blok, start=1)]
    for j in hasil:
        _tempat_kepala(j, denah)
    denah.di_kelurahan = False
    for j in hasil:
        aturan = _aturan(j.nama)
        denah.di_kelurahan = denah.di_kelurahan or bool(aturan and aturan["jenis"] == "kelurahan")
        if _di_kelurahan(j, denah):
            _tempat_kelurahan(j, temuan)
        elif aturan and aturan["jenis"] != "kelurahan":
            denah.terakhir = j.unit
        else:
            _tempat_staf(j, denah, temuan)
            denah.terakhir = j.unit
    _kode_dan_kembar(hasil, temuan)
    _atasan(hasil, denah)
    if any(j.jenis_unit for j in hasil):
        satu = instansi if instansi.startswith("Kelurahan") else ""
        denah.unit["KELURAHAN"] = {
            "kode": "KELURAHAN",
            "nama": satu or "Kelurahan",
            "jenis": "kelurahan",
            "induk": "",
        }
        temuan += [] if satu else [Temuan("IMPOR-19")]
    terpakai = {j.unit for j in hasil} | {"KELURAHAN"}
    unit = [u for u in denah.unit.values() if u["kode"] in terpakai]
    ada = {u["kode"] for u in unit}
    return hasil, [{**u, "induk": u["induk"] if u["induk"] in ada else ""} for u in unit], temuan


def _nama(blok: Blok, instansi: str, nomor: int, temuan: list[Temuan]) -> str:
    if blok.nama:
        return gelar(blok.nama)
    camat = "Camat" if instansi.startswith("Kecamatan") or not instansi else f"Kepala {instansi}"
    nama = camat if blok.iku else f"Jabatan {nomor} (nama belum diketahui)"
    temuan.append(Temuan("IMPOR-02", sel=blok.tempat, rinci={"jabatan": nama}))
    return nama


def _aturan(nama: str) -> Mapping[str, str] | None:
    kata = polos(nama)
    return next((a for a in ATURAN["tempat"] if berawal(kata, a["awal"])), None)


def _pokok(nama: str) -> str:
    """The name of a unit in the name of its head: "Kepala Sub Bagian Umum Kecamatan X" gives "Umum"."""
    kata = polos(nama)
    awal = next((berawal(kata, a["awal"]) for a in ATURAN["tempat"] if berawal(kata, a["awal"])), "")
    sisa = nama
    for satu in awal.split():
        sisa = re.sub(rf"^\W*{re.escape(satu)}\W*", "", sisa, flags=re.IGNORECASE)
    return re.split(r"\s+(?:pada\s+)?(?:kecamatan|kelurahan|sekretariat)\b", sisa, flags=re.IGNORECASE)[0].strip(" .,")


def _tempat_kepala(j: JabatanBaca, denah: _Denah) -> None:
    """Camat, sekretaris, kasubag and kasi make their unit."""
    aturan = _aturan(j.nama)
    if aturan is None or aturan["jenis"] == "kelurahan":
        denah.di_kelurahan = denah.di_kelurahan or aturan is not None
        return
    if _di_kelurahan(j, denah):
        return
    pokok = _pokok(j.nama) if aturan["jenis"] in ("subbagian", "seksi") else ""
    kode = _kode_unit(aturan["kode"], pokok, denah)
    nama = aturan["nama"].format(instansi=denah.instansi or "Kecamatan")
    induk = "SEKRETARIAT" if aturan["jenis"] == "subbagian" else ""
    denah.unit.setdefault(
        kode, {"kode": kode, "nama": f"{nama} {pokok}".strip(), "jenis": aturan["jenis"], "induk": induk}
    )
    j.unit = kode


def _kode_unit(awal: str, pokok: str, denah: _Denah) -> str:
    if not pokok:
        return awal
    dasar = f"{awal}-{_ringkas(pokok)}"
    kode, nomor = dasar, 2
    while kode in denah.unit and polos(denah.unit[kode]["nama"]).split()[1:] != polos(pokok).split():
        kode, nomor = f"{dasar}-{nomor}", nomor + 1
    return kode


def _ringkas(teks: str) -> str:
    """A short code part: a single word cut to six letters, initials of several."""
    kata = inti(teks) or polos(teks).split()
    if len(kata) < 2:
        return (kata[0] if kata else "X")[:6].upper()
    return "".join(k[0] for k in kata)[:6].upper()


def _di_kelurahan(j: JabatanBaca, denah: _Denah) -> bool:
    """A jabatan of a kelurahan: it says so, or stands after the lurah and does not name the kecamatan."""
    kata = polos(j.nama)
    if "kecamatan" in kata.split():
        return False
    return "kelurahan" in kata.split() or kata.split()[:1] == ["lurah"] or (denah.di_kelurahan and not j.unit)


def _tempat_kelurahan(j: JabatanBaca, temuan: list[Temuan]) -> None:
    j.unit, j.jenis_unit = "", "kelurahan"
    if "kelurahan" not in polos(j.nama).split() and not polos(j.nama).startswith("lurah"):
        rinci = {"jabatan": j.nama, "unit": "kelurahan", "alasan": "karena tercetak sesudah Lurah"}
        temuan.append(Temuan("IMPOR-10", sel=j.blok.tempat, rinci=rinci))


def _tempat_staf(j: JabatanBaca, denah: _Denah, temuan: list[Temuan]) -> None:
    nama = polos(j.nama)
    disebut = re.search(r"\bpada (?:sub bagian|subbagian|sub bidang|seksi|bidang|sekretariat)\b.*", nama)
    nilai = {u: _kesamaan(j, disebut.group() if disebut else "", isi) for u, isi in denah.unit.items()}
    terbaik = max(nilai, key=lambda u: nilai[u], default="")
    if terbaik and nilai[terbaik] >= 3:
        j.unit = terbaik
        alasan = "menurut kata-kata nama dan sumber datanya"
    elif denah.terakhir:
        j.unit = denah.terakhir
        alasan = "karena tercetak sesudah jabatan lain di sana"
    else:
        denah.unit.setdefault(
            _UMUM_UNIT, {"kode": _UMUM_UNIT, "nama": denah.instansi or "Kecamatan", "jenis": "kecamatan", "induk": ""}
        )
        j.unit = _UMUM_UNIT
        alasan = "karena tidak ada pimpinan unit di atasnya"
    if not disebut:
        rinci = {"jabatan": j.nama, "unit": denah.unit[j.unit]["nama"], "alasan": alasan}
        temuan.append(Temuan("IMPOR-10", sel=j.blok.tempat, rinci=rinci))


def _kesamaan(j: JabatanBaca, disebut: str, unit: Mapping[str, str]) -> float:
    """How well a jabatan fits a unit: words of the unit's name that its name and its sumber data share."""
    kata = inti(unit["nama"]) or []
    if not kata:
        return 3.0 if disebut and "sekretariat" in disebut and unit["jenis"] == "sekretariat" else 0.0
    if disebut:
        jenis = "seksi" if "seksi" in disebut or "bidang" in disebut.split()[:2] else "subbagian"
        tepat = _bagian(kata, inti(disebut))
        return 10 * tepat if unit["jenis"] == jenis else 0.0
    milik = {k for kinerja in j.blok.kinerja for k in inti(bersihkan(kinerja.isi.get("sumber_data", "")))}
    nama = inti(j.nama)
    nama += [k for n in nama for k in ATURAN["petunjuk"].get(n, ())]
    return 6 * _bagian(kata, nama) + 4 * sum(k in milik for k in kata) / len(kata)


def _bagian(dicari: list[str], kata: list[str]) -> float:
    ada = set(kata)
    return sum(k in ada or any(mirip(k, a) for a in ada) for k in dicari) / len(dicari)


def _kode_dan_kembar(semua: list[JabatanBaca], temuan: list[Temuan]) -> None:
    terpakai: set[str] = set()
    pertama: dict[str, JabatanBaca] = {}
    for j in semua:
        dasar = _kode_jabatan(j)
        kode, nomor = dasar, 2
        while kode in terpakai:
            kode, nomor = f"{dasar}-{nomor}", nomor + 1
        terpakai.add(kode)
        j.kode = kode
        sama = pertama.setdefault(f"{polos(j.nama)} {j.jenis_unit}", j)
        if sama is not j:
            j.kembar = sama.kode
            j.catatan = "Nama jabatan ini tercetak lebih dari sekali di surat keputusan."
            temuan.append(Temuan("IMPOR-18", sel=j.blok.tempat, rinci={"jabatan": j.nama, "kode": kode}))


def _kode_jabatan(j: JabatanBaca) -> str:
    # What follows only says where: "Kepala Sub Bagian Umum Kecamatan X".
    nama = re.split(r"\s+(?:pada|(?<!sekretaris )(?:kecamatan|kelurahan)\s)\s*", j.nama, flags=re.IGNORECASE)[0]
    kata = polos(nama)
    singkatan: Mapping[str, str] = ATURAN["jabatan"]["singkatan"]
    awal = max((a for a in singkatan if f"{kata} ".startswith(f"{a} ")), key=len, default="")
    sisa = inti(kata[len(awal) :])
    bagian = [singkatan[awal]] if awal else [sisa.pop(0).upper()[:12]] if sisa else [kata.split()[0].upper()[:12]]
    if sisa and bagian[0] not in ("SEKCAM", "SEKLUR"):
        bagian.append(_ringkas(" ".join(sisa)))
    if j.jenis_unit and bagian[0] not in ("LURAH", "SEKLUR"):
        bagian.insert(0, "KEL")
    return "-".join(bagian)[:_KODE_PANJANG].strip("-")


def _atasan(semua: list[JabatanBaca], denah: _Denah) -> None:
    """Staff under the head of their unit, kasubag under the sekretaris; kasi and sekretaris under the camat."""
    kepala: dict[str, str] = {}
    for j in semua:
        aturan = _aturan(j.nama)
        if aturan and aturan["jenis"] != "kelurahan" and not j.jenis_unit:
            kepala.setdefault(j.unit, j.kode)
    lurah = next((j.kode for j in semua if polos(j.nama).startswith("lurah")), "")
    for j in semua:
        if j.jenis_unit:
            atas = lurah
        elif kepala.get(j.unit) not in (None, j.kode, j.kembar):
            atas = kepala[j.unit]
        else:
            induk = denah.unit[j.unit]["induk"]
            atas = kepala.get(induk, "") if induk else kepala.get(_UMUM_UNIT, "")
        j.atasan = atas if atas != j.kode else ""
