// Writes warcio.warc.gz beside story.html with a WARC writer that is not ours: npm install warcio, then node make.mjs.
import fs from "fs";
import { WARCRecord, WARCSerializer } from "warcio";

const story = fs.readFileSync("story.html", "utf8");
const pieces = [];

async function add(record) {
  for await (const piece of new WARCSerializer(record, { gzip: true })) {
    pieces.push(piece);
  }
}

async function addPage(date, body) {
  async function* bytes() {
    yield new TextEncoder().encode(body);
  }
  await add(await WARCRecord.create({
    url: "http://herald.example/bridge", date, type: "response", warcVersion: "WARC/1.1", warcHeaders: {},
    httpHeaders: { "Content-Type": "text/html; charset=utf-8" },
  }, bytes()));
}

await add(await WARCRecord.createWARCInfo({ filename: "warcio.warc.gz", warcVersion: "WARC/1.1" }, { software: "warcio.js" }));
await addPage("2025-06-19T10:00:00Z", story);
await addPage("2025-06-19T11:00:00Z", story.replace("3,000", "30,000"));
fs.writeFileSync("warcio.warc.gz", Buffer.concat(pieces));
