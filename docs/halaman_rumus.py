"""The text of docs/rumus.md: every function of the formula language in words, as formula, and in Excel.

Sentences, Excel formulas and results are made by ikixl itself, so that the page says what the program does.
"""

from __future__ import annotations

from typing import NamedTuple

from ikixl.aturan import bulat_setengah_menjauh
from ikixl.rumus import evaluate, parse, to_excel, to_text, variabel
from ikixl.rumus.functions import BANYAK_ISI
from ikixl.rumus.hasil import Keadaan

__all__ = ["CONTOH", "halaman_rumus"]


class _Contoh(NamedTuple):
    """One example: when it serves, the formula, and (name, value) of each of its variabel."""

    judul: str
    kapan: str
    rumus: str
    isi: dict[str, tuple[str, float]]


CONTOH = (
    _Contoh(
        "Hitungan: satu variabel",
        "“Σ dokumen …”, “Jumlah kegiatan … selama 1 tahun”: satu angka yang diketik apa adanya.",
        "kegiatan",
        {"kegiatan": ("Kegiatan pembinaan", 12)},
    ),
    _Contoh(
        "jumlah(…)",
        "Daftar dokumen yang disebut namanya (“meliputi: 1. Dokumen SOP; 2. …”, satu centang untuk setiap dokumen), "
        "atau beberapa hitungan yang dijumlahkan.",
        "jumlah(sop, spp, surat)",
        {"sop": ("Dokumen SOP", 1), "spp": ("Dokumen SPP", 1), "surat": ("Dokumen surat", 0)},
    ),
    _Contoh(
        "persen(bagian, seluruhnya)",
        "“(A / B) x 100 %”. Bagian lebih dulu, seluruhnya kemudian. Pembilang dan penyebut digabung antarunit "
        "sebelum dibagi, jadi persentase tidak pernah dirata-ratakan tanpa sengaja.",
        "persen(tepat_waktu, masuk)",
        {"tepat_waktu": ("Berkas tepat waktu", 45), "masuk": ("Berkas masuk", 50)},
    ),
    _Contoh(
        "rata(…)",
        "Rata-rata beberapa angka, misalnya rata-rata beberapa persentase.",
        "rata(persen(perempuan, warga), persen(pemuda, warga))",
        {"perempuan": ("Perempuan aktif", 30), "pemuda": ("Pemuda aktif", 20), "warga": ("Warga", 100)},
    ),
    _Contoh(
        "maks(…)",
        "Angka yang terbesar.",
        "maks(pagi, siang)",
        {"pagi": ("Antrean pagi", 14), "siang": ("Antrean siang", 9)},
    ),
    _Contoh(
        "min(…)",
        "Angka yang terkecil.",
        "min(tersedia, kebutuhan)",
        {"tersedia": ("Barang tersedia", 40), "kebutuhan": ("Kebutuhan", 55)},
    ),
    _Contoh(
        "Tambah dan kurang",
        "“KIB A + KIB B”, “Penerimaan − pengeluaran”.",
        "penerimaan - pengeluaran",
        {"penerimaan": ("Penerimaan barang", 30), "pengeluaran": ("Pengeluaran barang", 12)},
    ),
    _Contoh(
        "Tertimbang",
        "“60 % SKP + 40 % perilaku”. Angka desimal di dalam rumus memakai titik.",
        "0.6 * skp + 0.4 * perilaku",
        {"skp": ("Nilai SKP", 90), "perilaku": ("Nilai perilaku", 85)},
    ),
    _Contoh(
        "bila(syarat, ya, tidak)",
        "Hasil yang bergantung pada keadaan. Syarat memakai < <= > >= = <> serta kata dan, atau.",
        "bila(pengaduan = 0, 100, persen(selesai, pengaduan))",
        {"pengaduan": ("Pengaduan", 0), "selesai": ("Pengaduan selesai", 0)},
    ),
    _Contoh(
        "belum",
        "Surat keputusan tidak memberi rumus (“x 100%” saja): tulis `belum`, dengan satu variabel bernama `belum` yang "
        "angkanya diketik langsung. `ikixl katalog periksa` mengingatkan sampai rumusnya ditetapkan.",
        "belum",
        {"belum": ("Nilai diisi langsung (rumus belum ditetapkan)", 82.5)},
    ),
)

_PEMBUKA = """# Rumus

Halaman ini dibuat oleh `docs/perbarui.py`; jangan diubah dengan tangan. Kalimat, rumus Excel dan hasil di bawah ditulis
oleh ikixl sendiri.

Kolom `rumus` di tabel `indikator` menghitung realisasi dari variabel indikator itu. Setiap kata di dalamnya adalah kode
di tabel `variabel`, huruf kecil tanpa spasi. Satu rumus tampil dalam tiga wujud yang selalu sama hasilnya: kalimat di
lembar IKI, rumus hidup di buku kerja, dan hitungan saat rekap.

Aturan yang berlaku untuk semua rumus:

- Satu variabel kosong membuat hasilnya kosong (*belum lengkap*), bukan 0.
- Pembagian dengan nol memberi *tidak dihitung*.
- Urutan hitung seperti biasa: kali dan bagi lebih dulu, lalu tambah dan kurang; kurung mengubahnya.
- Data digabung lebih dulu (antartriwulan menurut `gabung_waktu`, antarunit menurut `gabung_unit`), barulah rumus
  dijalankan.
- Indikator bersatuan `%` dinyatakan dalam poin persen: 85 berarti 85 %.
"""


def halaman_rumus() -> str:
    """The text of docs/rumus.md."""
    dipakai = {f for f in BANYAK_ISI if any(f"{f}(" in c.rumus for c in CONTOH)}
    assert dipakai == set(BANYAK_ISI), f"no example for {set(BANYAK_ISI) - dipakai}"
    return "\n".join([_PEMBUKA, *map(_bagian, CONTOH)])


def _bagian(c: _Contoh) -> str:
    simpul = parse(c.rumus)
    kode = variabel(simpul)
    sel = {k: f"{huruf}2" for k, huruf in zip(kode, "ABCDEFGH", strict=False)}
    hasil = evaluate(simpul, {k: c.isi[k][1] for k in kode})
    assert hasil.keadaan is Keadaan.ADA
    assert hasil.nilai is not None
    contoh = ", ".join(f"`{k}` = {_angka(c.isi[k][1])} (sel {sel[k]})" for k in kode)
    return f"""## {c.judul}

{c.kapan}

| | |
|---|---|
| rumus di katalog | `{c.rumus}` |
| kalimat di lembar IKI | {to_text(simpul, {k: c.isi[k][0] for k in kode})} |
| rumus Excel | `={to_excel(simpul, sel)}` |
| contoh | {contoh}: **{_angka(hasil.nilai)}** |
"""


def _angka(nilai: float) -> str:
    return f"{bulat_setengah_menjauh(nilai, 2):g}".replace(".", ",")
