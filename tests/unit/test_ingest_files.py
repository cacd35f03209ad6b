"""Finding files and reading them from wherever they lie."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

import etl.ingest.files as files
import etl.ingest.read as read
from etl.documents import Document, RawFile, Rejection
from etl.errors import TerminalError, TransientError
from etl.ingest import fingerprint, read_file, scan
from etl.ingest.items import Item
from etl.ingest.readers.plain import PlainText
from etl.ingest.sources import source_map
from etl.tables import read_csv

NEWS = "قال مصدر في الشرطة إن 12 شخصا قتلوا في انفجار قرب السوق صباح اليوم."
CODE = Path(__file__).parents[2] / "etl" / "ingest"


def names(target: Path) -> list[str]:
    return [os.path.relpath(raw_file.uri, target) for raw_file in scan(str(target))]


def test_a_folder_is_read_in_one_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        "a.json",
        "c.json",
        "c.yml",
        "d.csv",
        "d.json",
        ".git/x.txt",
        "z.txt.gz",
        "z.meta",
        "lone.yml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "c.json", "d.csv", "d.json", "lone.yml", "z.txt.gz"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NEWS)
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["in/a.txt", "lost.txt"]
    [lost] = read_file(RawFile(str(tmp_path / "lost.txt"), 0))
    assert isinstance(lost, Rejection)
    assert lost.reason_code == "unreadable"


def test_nothing_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TerminalError, match="there is no file or folder"):
        list(scan(str(tmp_path / "nowhere")))
    with pytest.raises(TerminalError, match="there is nothing at memory://nowhere"):
        list(scan("memory://nowhere"))
    with pytest.raises(TerminalError, match="cannot open"):
        list(scan("nosuch://x"))
    assert names(tmp_path) == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [found] = read_file(RawFile(str(tmp_path / "pipe"), 0))
    assert isinstance(found, Rejection)
    assert found.reason_code == "unreadable"


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS)
    capture = files.capture

    def slow_capture(*arguments: object) -> object:
        content = capture(*arguments)  # type: ignore[arg-type]
        with path.open("a") as file:
            file.write("تتمة")
        return content

    monkeypatch.setattr(files, "capture", slow_capture)
    [found] = read_file(RawFile(str(path), 0))
    assert isinstance(found, Rejection)
    assert found.reason_code == "changed_while_reading"


def test_the_same_item_has_one_id_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "b.txt").write_bytes(NEWS.encode("utf-16"))
    (tmp_path / "c.txt").write_text(NEWS + " ")
    found = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file)]
    ids = [item.document_id for item in found if isinstance(item, Document)]
    assert ids[0] == ids[1] != ids[2]
    [again] = read_file(RawFile(str(tmp_path / "a.txt"), 0), source="Wire")
    assert isinstance(again, Document)
    assert again.document_id != ids[0]


def test_fingerprint_follows_the_file_and_its_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS)
    raw_file = RawFile(str(path), 0)
    alone = fingerprint(raw_file)
    [found] = read_file(raw_file)
    assert found.origin.sha256 == alone == fingerprint(raw_file)
    (tmp_path / "a.json").write_text('{"source": "A"}')
    beside = fingerprint(raw_file)
    (tmp_path / "a.json").write_text('{"source": "B"}')
    assert len({alone, beside, fingerprint(raw_file)}) == 3


@pytest.fixture
def store() -> Iterator[fsspec.AbstractFileSystem]:
    """An object store with an article, its sidecar, a hidden file and the mark of an empty folder."""
    store = fsspec.filesystem("memory")
    store.pipe({"/landing/b/2.txt": NEWS.encode(), "/landing/b/2.json": b'{"source": "Wire"}', "/landing/.x": b"x"})
    yield store
    store.rm("/landing", recursive=True)


@pytest.mark.parametrize("operation", ["find", "ls", "open"])
def test_an_object_store_that_does_not_answer_is_no_fault_of_the_files(
    store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise RuntimeError("Could not connect to the endpoint URL")

    monkeypatch.setattr(store, operation, unreachable)
    with pytest.raises(TransientError, match="Could not connect"):
        [list(read_file(raw_file)) for raw_file in scan("memory://landing")]


def test_object_stores_through_fsspec(store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = store.find("/landing", detail=True) | {"/landing/empty/": {"size": 0, "type": "file"}}
    monkeypatch.setattr(store, "find", lambda *_, **__: listed)
    [raw_file] = scan("memory://landing")
    assert raw_file.uri.endswith("landing/b/2.txt")
    [found] = read_file(raw_file)
    assert isinstance(found, Document)
    assert (found.source, found.raw_text) == ("Wire", NEWS)
    assert [item.uri for item in scan("memory://landing/b/2.txt")] == ["memory://landing/b/2.txt"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.startswith("/broken"):
            self.send_error(503)
        else:
            super().do_GET()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    pytest.importorskip("aiohttp")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()
        thread.join()


def test_http(server: str, tmp_path: Path) -> None:
    (tmp_path / "2020-01-02.txt").write_text(NEWS)
    [raw_file] = scan(f"{server}/2020-01-02.txt")
    [found] = read_file(raw_file)
    assert isinstance(found, Document)
    assert (found.raw_text, str(found.published_on)) == (NEWS, "2020-01-02")
    [missing] = read_file(RawFile(f"{server}/missing.txt", 0))
    assert isinstance(missing, Rejection)
    assert missing.reason_code == "unreadable"
    with pytest.raises(TransientError):
        list(read_file(RawFile(f"{server}/broken", 0)))


def test_a_reader_that_fails_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Iterator[object]:
        yield Item(NEWS)
        raise AssertionError("a library's own fault")

    monkeypatch.setattr(PlainText, "read", fail)
    (tmp_path / "a.txt").write_text(NEWS)
    document, rejection = read_file(RawFile(str(tmp_path / "a.txt"), 0))
    assert isinstance(document, Document)
    assert isinstance(rejection, Rejection)
    assert (rejection.reason_code, rejection.origin.position) == ("reading_failed", 1)
    assert "a library's own fault" in rejection.detail


def test_the_folder_may_name_the_rubric(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "source_map", lambda *_: replace(source_map("nowhere"), section_from_folder=True))
    (tmp_path / "رياضة").mkdir()
    (tmp_path / "رياضة" / "a.txt").write_text(NEWS)
    [found] = [item for raw_file in scan(str(tmp_path)) for item in read_file(raw_file)]
    assert isinstance(found, Document)
    assert found.section == "رياضة"


def test_an_address_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f'{{"text": "{NEWS}", "url": "http://[broken/2020/01/02"}}')
    [found] = read_file(RawFile(str(tmp_path / "a.json"), 0))
    assert isinstance(found, Document)
    assert (found.source, found.published_on) == ("unknown", None)


@pytest.mark.parametrize(("expected", "reason"), [((2, 9), "too_few_documents"), ((0, 0), "too_many_documents")])
def test_a_delivery_of_unexpected_size_is_reported_beside_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: tuple[int, int], reason: str
) -> None:
    least, most = expected
    described = replace(source_map("nowhere"), documents_min=least, documents_max=most)
    monkeypatch.setattr(read, "source_map", lambda *_: described)
    (tmp_path / "a.txt").write_text(NEWS)
    document, rejection = read_file(RawFile(str(tmp_path / "a.txt"), 0))
    assert isinstance(document, Document)
    assert isinstance(rejection, Rejection)
    assert rejection.reason_code == reason


def test_every_reason_is_explained() -> None:
    table = {row["reason_code"]: row for row in read_csv("reason_codes.csv")}
    text = "".join(path.read_text() for path in CODE.rglob("*.py"))
    used = {part.split('"')[0] for part in text.split('Refusal("')[1:]} | {"truncated_archive", "corrupt_archive"}
    assert used <= table.keys()
    assert all(row["description"] and row["advice"] for row in table.values())


def test_sample_articles() -> None:
    found = [item for raw_file in scan(str(CODE.parents[1] / "seeds" / "news")) for item in read_file(raw_file)]
    documents = [item for item in found if isinstance(item, Document)]
    assert len(documents) >= 20
    assert {item.published_source for item in documents} == {"metadata", "sidecar"}
    assert all(item.title and item.source != "unknown" and item.published_on for item in documents)
    assert {item.origin.encoding for item in documents} == {"utf-8", "windows-1256"}
    assert sorted(item.reason_code for item in found if isinstance(item, Rejection)) == [
        "truncated_archive",
        "undecodable",
    ]
