// The two large records: a version with its text, and a response without its body.
#include <bit>

#include "storage/codec.h"
#include "storage/records.h"

namespace claimwatch {
namespace {

constexpr std::uint8_t kVersionFormat = 1;
constexpr std::uint8_t kTaggedFormat = 2;  // with tags at the end, when the page has some
constexpr std::uint8_t kCaptureFormat = 1;

// Whether an article says of itself that it is free: unknown, no, yes.
std::uint64_t FreeCode(const std::optional<bool>& free) {
  return free ? (*free ? 2U : 1U) : 0U;
}

void WriteArticle(RecordWriter& out, const Article& article) {
  out.Text(article.url).Text(article.title).Text(article.standfirst).Texts(article.authors);
  out.Text(article.publisher).MaybeWhen(article.published).MaybeWhen(article.modified);
  out.Text(article.language).Texts(article.paragraphs).Text(article.correction_note);
  out.Text(article.encoding).Number(FreeCode(article.free));
  out.Number(std::bit_cast<std::uint64_t>(article.quality.score));
  out.Texts(article.quality.reasons).Text(article.extractor);
}

Article ReadArticle(RecordReader& in) {
  Article article;
  article.url = in.Text();
  article.title = in.Text();
  article.standfirst = in.Text();
  article.authors = in.Texts();
  article.publisher = in.Text();
  article.published = in.MaybeWhen();
  article.modified = in.MaybeWhen();
  article.language = in.Text();
  article.paragraphs = in.Texts();
  article.correction_note = in.Text();
  article.encoding = in.Text();
  const std::uint64_t free = in.Number();
  article.free = free == 0 ? std::nullopt : std::optional<bool>(free == 2);
  article.quality.score = std::bit_cast<double>(in.Number());
  article.quality.reasons = in.Texts();
  article.extractor = in.Text();
  return article;
}

Error Damaged(const char* what) {
  return Error(Errc::kCorrupt, std::string("damaged ") + what +
                                   " record; run `claimwatch verify` to see how much is affected");
}

// Stored addresses were parsed before they were stored; an empty one is a local file's.
Url ReadUrl(RecordReader& in) {
  return Url::Parse(in.Text()).value_or(Url());
}

}  // namespace

std::string Encode(const StoredVersion& stored) {
  const Version& version = stored.version;
  const bool tagged = !version.article.tags.empty();
  RecordWriter out(tagged ? kTaggedFormat : kVersionFormat);
  out.Text(version.article_id).Number(version.number).When(version.retrieved);
  out.Text(version.source).Text(version.raw_hash).Text(version.text_hash).Text(version.capture_id);
  WriteArticle(out, version.article);
  out.Text(stored.facts.source).Text(stored.facts.entry_id).Text(stored.facts.title);
  out.MaybeWhen(stored.facts.published);
  if (tagged) {
    out.Texts(version.article.tags);
  }
  return std::move(out).Take();
}

Result<StoredVersion> DecodeVersion(std::string_view bytes) {
  const bool tagged = !bytes.empty() && static_cast<std::uint8_t>(bytes.front()) == kTaggedFormat;
  RecordReader in(bytes, tagged ? kTaggedFormat : kVersionFormat);
  StoredVersion stored;
  Version& version = stored.version;
  version.article_id = in.Text();
  version.number = in.Small();
  version.retrieved = in.When();
  version.source = in.Text();
  version.raw_hash = in.Text();
  version.text_hash = in.Text();
  version.capture_id = in.Text();
  version.article = ReadArticle(in);
  stored.facts.source = in.Text();
  stored.facts.entry_id = in.Text();
  stored.facts.title = in.Text();
  stored.facts.published = in.MaybeWhen();
  if (tagged) {
    version.article.tags = in.Texts();
  }
  if (!in.Done()) {
    return Damaged("version");
  }
  version.last_seen = version.retrieved;
  return stored;
}

std::string Encode(const CaptureRecord& capture) {
  const Page& page = capture.page;
  RecordWriter out(kCaptureFormat);
  out.Text(capture.raw_hash).Text(page.url.text()).Text(page.requested.text());
  out.Signed(page.status).Number(page.headers.size());
  for (const auto& [name, value] : page.headers) {
    out.Text(name).Text(value);
  }
  out.Text(page.content_type).Flag(page.truncated).Number(page.hops.size());
  for (const Hop& hop : page.hops) {
    out.Text(hop.url).Signed(hop.status);
  }
  out.Text(page.connected_address).Text(page.certificate_digest).When(page.fetched);
  return std::move(out).Take();
}

Result<CaptureRecord> DecodeCapture(std::string_view bytes) {
  RecordReader in(bytes, kCaptureFormat);
  CaptureRecord capture;
  Page& page = capture.page;
  capture.raw_hash = in.Text();
  page.url = ReadUrl(in);
  page.requested = ReadUrl(in);
  page.status = static_cast<int>(in.Signed());
  for (std::size_t left = in.Count(); left > 0 && in.ok(); --left) {
    std::string name = in.Text();
    page.headers.emplace_back(std::move(name), in.Text());
  }
  page.content_type = in.Text();
  page.truncated = in.Flag();
  for (std::size_t left = in.Count(); left > 0 && in.ok(); --left) {
    Hop& hop = page.hops.emplace_back();
    hop.url = in.Text();
    hop.status = static_cast<int>(in.Signed());
  }
  page.connected_address = in.Text();
  page.certificate_digest = in.Text();
  page.fetched = in.When();
  if (!in.Done()) {
    return Damaged("capture");
  }
  return capture;
}

}  // namespace claimwatch
