#include "storage/postings.h"

#include <algorithm>

#include "storage/codec.h"

namespace claimwatch {
namespace {

constexpr std::uint8_t kFormat = 1;

}  // namespace

std::string EncodePostings(std::vector<std::uint64_t> articles) {
  std::sort(articles.begin(), articles.end());
  articles.erase(std::unique(articles.begin(), articles.end()), articles.end());
  RecordWriter writer(kFormat);
  std::uint64_t last = 0;
  for (const std::uint64_t article : articles) {
    writer.Number(article - last);
    last = article;
  }
  return std::move(writer).Take();
}

Status DecodePostings(std::string_view bytes, std::vector<std::uint64_t>& articles) {
  RecordReader reader(bytes, kFormat);
  std::uint64_t last = 0;
  while (reader.ok() && !reader.Done()) {
    const std::uint64_t step = reader.Number();
    if (!reader.ok() || step == 0 || last + step < last) {
      return Error(Errc::kCorrupt, "a damaged record of a term");
    }
    last += step;
    articles.push_back(last);
  }
  return reader.Done() ? Ok() : Status(Error(Errc::kCorrupt, "a damaged record of a term"));
}

std::string Encode(const IndexState& state) {
  RecordWriter writer(kFormat);
  writer.Number(state.records).Number(state.rules);
  return std::move(writer).Take();
}

Result<IndexState> DecodeIndexState(std::string_view bytes) {
  RecordReader reader(bytes, kFormat);
  IndexState state;
  state.records = reader.Number();
  state.rules = reader.Small();
  return Checked(reader, state, "search index length");
}

}  // namespace claimwatch
