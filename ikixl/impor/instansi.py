"""The letterhead, the number and the signature of a decree to the table `instansi`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ikixl.impor.aliran import Baris, Dokumen, Paragraf
from ikixl.impor.bersih import baris_tunggal, bersihkan
from ikixl.impor.kata import gelar, kutip
from ikixl.katalog.model import Instansi
from ikixl.temuan import Temuan

__all__ = ["NAMA_BULAN", "baca_instansi"]

_BULAN = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_PENGGANTI = {"pebruari": "februari", "nopember": "november"}
#: Names of months, lower case, with the spellings of older decrees.
NAMA_BULAN = (*_BULAN, *_PENGGANTI)
_TANGGAL = re.compile(r"\b(\d{1,2})\s+(" + "|".join(NAMA_BULAN) + r")\s+(20\d\d)\b", re.I)
_NAMA = r"(?P<nama>[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2})"
_INSTANSI = re.compile(rf"\b(?:KECAMATAN|Kecamatan|CAMAT|Camat)\s+{_NAMA}")
_PEMBUAT = re.compile(rf"^(?:(?:SURAT )?KEPUTUSAN\s+)?(?P<jenis>CAMAT|LURAH)\s+{_NAMA}")
_LAIN = re.compile(r"^(?:DINAS|BADAN|KELURAHAN|INSPEKTORAT|SEKRETARIAT DAERAH)\b[A-Z ,/&-]{3,60}$")
_KABKOTA = re.compile(rf"\b(?P<jenis>KABUPATEN|Kabupaten|KAB\.|Kab\.|KOTA|Kota)\s+{_NAMA}")
#: Words that end a name: it only seems to go on because everything is printed in capitals.
_HENTI = frozenset({
    "KOTA", "KABUPATEN", "KAB", "TAHUN", "PROVINSI", "PROPINSI", "KECAMATAN", "TENTANG", "NOMOR", "TENGAH_", "SELAKU",
    "TELP", "JALAN", "DAN", "SESUAI", "YANG", "INDIKATOR", "DALAM", "SEBAGAIMANA", "MENIMBANG",
})  # fmt: skip
# Words after "Kecamatan" in running text that are no name.
_BUKAN = frozenset({"DAN", "YANG", "SESUAI", "DALAM", "SE", "SEBAGAI", "LAINNYA", "TAHUN", "DENGAN"})
_WILAYAH = re.compile(r"(?<![\d.])([1-9]\d\.\d\d\.\d\d)(?![\d.])")
# Without a colon only a number with slashes is one of a decree.
_NOMOR = re.compile(r"^(?:nomor|no\.?)\s*(?::\s*(?=.*\d)|(?=[\w.-]*\d[\w.-]*/))(?P<isi>\S.*)$", re.I)
_NIP = re.compile(r"\bNIP\.?\s*:?\s*([\d ]{18,24})", re.I)
_KOTA = re.compile(r"[A-Z][\w ]{2,30}")
_PENTING = ("nama", "kabupaten_kota", "kode_wilayah", "tahun", "nomor_sk", "tanggal_sk")


def baca_instansi(dokumen: Dokumen) -> tuple[dict[str, str], list[Temuan]]:
    """Every key of the table `instansi`, blank where the document does not tell, and what is missing or guessed."""
    baris = [b for b in _baris(dokumen) if b]
    isi = dict.fromkeys(Instansi.model_fields, "")
    isi["nama"] = _nama(baris)
    isi["kabupaten_kota"] = _kabupaten(baris)
    _nomor(baris, isi)
    _tanggal(baris, isi)
    _pejabat(dokumen, baris, isi)
    _alamat(baris[:40], isi)
    tahun, asal = _tahun(baris, isi)
    isi["tahun"] = tahun
    temuan = [Temuan("IMPOR-11", rinci={"kunci": k}) for k in _PENTING if not isi[k]]
    if tahun and asal:
        temuan.append(Temuan("IMPOR-12", rinci={"kunci": "tahun", "kutipan": kutip(asal)}))
    wilayah = _WILAYAH.search(isi["nomor_sk"])
    if wilayah:
        isi["kode_wilayah"] = wilayah.group(1)
        temuan = [t for t in temuan if t.rinci.get("kunci") != "kode_wilayah"]
        temuan.append(Temuan("IMPOR-12", rinci={"kunci": "kode_wilayah", "kutipan": kutip(isi["nomor_sk"])}))
    return isi, temuan


def _baris(dokumen: Dokumen) -> Iterable[str]:
    for p in dokumen.isi:
        teks = [p.teks] if isinstance(p, Paragraf) else list(dict.fromkeys(p.sel))
        if sum(map(len, teks)) < 600:
            yield from (b for t in teks for b in bersihkan(t).split("\n"))


def _potong_nama(nama: str) -> str:
    kata = []
    for k in nama.split():
        if k.upper() in _HENTI or k.upper() in _BUKAN:
            break
        kata.append(k)
    return gelar(" ".join(kata))


def _terbanyak(suara: Counter[str]) -> str:
    return suara.most_common(1)[0][0] if suara else ""


def _nama(baris: list[str]) -> str:
    for b in baris[:80]:
        pembuat = _PEMBUAT.match(b)
        nama = _potong_nama(pembuat.group("nama")) if pembuat else ""
        if pembuat and nama:
            jenis = pembuat.group("jenis").lower()
            return f"{'Kecamatan' if jenis == 'camat' else 'Kelurahan'} {nama}"
    suara: Counter[str] = Counter()
    for b in baris:
        for m in _INSTANSI.finditer(b):
            # In running text only the first word can be trusted to be the name.
            nama = _potong_nama(m.group("nama"))
            if nama and (b.isupper() or len(b) < 80):
                suara[nama] += 1
    if suara:
        return f"Kecamatan {_terbanyak(suara)}"
    return next((gelar(b) for b in baris[:60] if _LAIN.match(b)), "")


def _kabupaten(baris: list[str]) -> str:
    suara: Counter[str] = Counter()
    for b in baris:
        for m in _KABKOTA.finditer(b):
            nama = _potong_nama(m.group("nama"))
            if nama and len(b) < 200:
                jenis = "Kota" if m.group("jenis").upper() == "KOTA" else "Kabupaten"
                suara[f"{jenis} {nama}"] += 1
    return _terbanyak(suara)


def _nomor(baris: list[str], isi: dict[str, str]) -> None:
    """The number of the decree, and the one its annex prints about itself."""
    for n, b in enumerate(baris):
        cocok = _NOMOR.match(b)
        sekitar = " ".join(baris[max(0, n - 4) : n]).lower()
        if cocok is None or not ("keputusan" in sekitar or "lampiran" in sekitar):
            continue
        nomor = cocok.group("isi").strip()
        if "lampiran" not in sekitar or not isi["nomor_sk"]:
            isi["nomor_sk"] = isi["nomor_sk"] or nomor
        if "lampiran" in sekitar and not isi["nomor_lampiran"]:
            isi["nomor_lampiran"] = nomor


def _tanggal(baris: list[str], isi: dict[str, str]) -> None:
    for n, b in enumerate(baris):
        m = _TANGGAL.search(b)
        if m is None or len(b) > 120:
            continue
        bulan = _BULAN.index(_PENGGANTI.get(m.group(2).lower(), m.group(2).lower())) + 1
        tanggal = f"{m.group(3)}-{bulan:02d}-{int(m.group(1)):02d}"
        kecil = b.lower()
        sekitar = " ".join(baris[max(0, n - 4) : n]).lower()
        if "lampiran" in sekitar and kecil.startswith("tanggal"):
            isi["tanggal_lampiran"] = isi["tanggal_lampiran"] or tanggal
        elif kecil.startswith(("pada tanggal", "tanggal", "ditetapkan")) or _KOTA.fullmatch(
            b[: m.start()].strip(" ,:")
        ):
            isi["tanggal_sk"] = isi["tanggal_sk"] or tanggal
            if "," in b[: m.start()]:
                isi["kota"] = isi["kota"] or gelar(b[: m.start()].strip(" ,"))
    for b in baris:
        m = re.match(r"(?:ditetapkan|dikeluarkan) di\s*:?\s*([A-Z][\w ]{2,40})$", b, re.I)
        if m:
            isi["kota"] = gelar(m.group(1).strip())
            return


def _pejabat(dokumen: Dokumen, baris: list[str], isi: dict[str, str]) -> None:
    """Who signs. Two officials may sign side by side, so columns of tables are read downwards."""
    paragraf = [b for p in dokumen.isi if isinstance(p, Paragraf) for b in bersihkan(p.teks).split("\n") if b]
    kolom: dict[tuple[int, int], list[str]] = {}
    for p in dokumen.isi:
        if isinstance(p, Baris):
            for n, teks in enumerate(p.sel):
                kolom.setdefault((p.tabel, n), []).extend(b for b in bersihkan(teks).split("\n") if b)
    for urut in (paragraf, *kolom.values(), baris):
        if _penanda_tangan(urut, isi):
            return


def _penanda_tangan(baris: list[str], isi: dict[str, str]) -> bool:
    """The first "CAMAT X", name, rank and NIP under one another; False where there is none."""
    for n, b in enumerate(baris):
        m = _NIP.search(b)
        if m is None:
            continue
        nip = re.sub(r"\D", "", m.group(1))
        jejak = baris[max(0, n - 4) : n]
        awal = next((i for i, t in enumerate(jejak) if re.match(r"(?:a\.?n\.?\s*)?(camat|kepala|plt)", t, re.I)), None)
        if len(nip) != 18 or awal is None:
            continue
        isi["jabatan_pejabat"] = gelar(jejak[awal].rstrip(" ,:"))
        sisa = [t for t in jejak[awal + 1 :] if not re.match(r"(?:ttd|tertanda)", t, re.I)]
        isi["pejabat"] = sisa[0] if sisa else ""
        isi["pangkat"] = sisa[1] if len(sisa) > 1 else ""
        isi["nip"] = nip
        return True
    return False


def _alamat(baris: list[str], isi: dict[str, str]) -> None:
    for b in baris:
        if not isi["alamat"] and re.match(r"(?:jalan|jl\.?)\s", b, re.I):
            isi["alamat"] = re.split(r"[,\s]+(?:telp|telepon|fax|tlp|website|email|e-mail)\b", b, flags=re.I)[0].strip()
        telepon = re.search(r"(?:telp|telepon|tlp)[./\w]*\s*:?\s*(\(?0\d{2,3}\)?[\s-]?\d{5,9})", b, re.I)
        if telepon and not isi["telepon"]:
            isi["telepon"] = telepon.group(1).strip()
        email = re.search(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}", b)
        if email and not isi["email"]:
            isi["email"] = email.group()


def _tahun(baris: list[str], isi: dict[str, str]) -> tuple[str, str]:
    """The year of the decree and the words it was taken from."""
    nomor = re.search(r"/\s*(20\d\d)\b", isi["nomor_sk"])
    if nomor:
        return nomor.group(1), isi["nomor_sk"]
    for b in baris:
        m = re.search(r"\bTAHUN(?: ANGGARAN)?\s+(20\d\d)\b(?!\s*[-–/])", b, re.I)
        if m and "indikator kinerja" in b.lower():
            return m.group(1), b
    if isi["tanggal_sk"]:
        return isi["tanggal_sk"][:4], isi["tanggal_sk"]
    for b in baris:
        m = re.fullmatch(r"TAHUN(?: ANGGARAN)?\s*:?\s+(20\d\d)", baris_tunggal(b).strip("* "), re.I)
        if m:
            return m.group(1), b
    return "", ""
