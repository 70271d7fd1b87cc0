"""The ledger of a project: what was issued, received, accepted and superseded, and where every value came from."""

from ikixl.ledger.ledger import BarisIsian, Berkas, Isian, KeadaanBerkas, KeadaanIsian, Ledger, Penerimaan, Terbitan

__all__ = ["BarisIsian", "Berkas", "Isian", "KeadaanBerkas", "KeadaanIsian", "Ledger", "Penerimaan", "Terbitan"]
