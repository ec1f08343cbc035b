#include "daemon/search_index.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "plugins/read/terms.h"
#include "storage/erasure.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostAtOnce = 1'024;  // versions a batch
constexpr std::size_t kSample = 200;        // versions
constexpr std::size_t kMostProblems = 20;
constexpr std::string_view kParting = "\n\n";

void AddPart(std::string& text, std::string_view part) {
  if (!part.empty()) {
    text.append(text.empty() ? "" : kParting).append(part);
  }
}

Result<std::vector<std::string>> TermsAt(const Store& store, const LogPlace& place) {
  const std::optional<Version> after = CW_TRY(UnlessErased(
      store, place.article_id, place.number, store.GetVersion(place.article_id, place.number)));
  if (!after) {
    return std::vector<std::string>();
  }
  std::optional<Version> before;
  if (place.number > 1) {
    before = CW_TRY(UnlessErased(store, place.article_id, place.number - 1,
                                 store.GetVersion(place.article_id, place.number - 1)));
  }
  return NewTerms(before ? &before->article : nullptr, after->article);
}

Result<std::vector<IndexedVersion>> ReadSome(const Store& store, const IndexState& state) {
  std::vector<IndexedVersion> versions;
  for (LogPlace& place : CW_TRY(store.Log(state.records, kMostAtOnce))) {
    std::vector<std::string> terms = CW_TRY(TermsAt(store, place));
    versions.push_back({std::move(place), std::move(terms)});
  }
  return versions;
}

// Whether a version is erased now that had words when it was read.
Result<bool> WasErased(const Store& store, const std::vector<IndexedVersion>& versions) {
  for (const IndexedVersion& version : versions) {
    if (!version.terms.empty() &&
        CW_TRY(store.GetErasure(version.place.article_id, version.place.number))) {
      return true;
    }
  }
  return false;
}

// Indexes at most kMostAtOnce versions; answers how many it found waiting. What an erasure overtook
// is read again: each time round there is one text less.
Result<std::size_t> IndexSome(Store& store, const IndexState& state) {
  for (;;) {
    const std::vector<IndexedVersion> versions = CW_TRY(ReadSome(store, state));
    const Status added = versions.empty() ? Ok() : store.AddToIndex(versions, kTermsVersion);
    if (added.ok()) {
      return versions.size();
    }
    if (!CW_TRY(WasErased(store, versions))) {
      return added.error();
    }
  }
}

// The state to go on from; an index of other rules is forgotten.
Result<IndexState> Begin(Store& store) {
  IndexState state = CW_TRY(store.GetIndexState());
  if (state.rules != 0 && state.rules != kTermsVersion) {
    CW_TRY(store.DropIndex());
    state = IndexState();
  }
  return state;
}

}  // namespace

std::string SearchedText(const Article& article) {
  std::string text = article.title;
  for (const std::string& paragraph : article.paragraphs) {
    AddPart(text, paragraph);
  }
  return text;
}

std::vector<std::string> NewTerms(const Article* before, const Article& after) {
  if (before == nullptr) {
    return SearchText(SearchedText(after), after.language).Keys();
  }
  const std::unordered_set<std::string_view> known(before->paragraphs.begin(),
                                                   before->paragraphs.end());
  std::string text = before->title == after.title ? "" : after.title;
  for (const std::string& paragraph : after.paragraphs) {
    AddPart(text, known.contains(paragraph) ? "" : std::string_view(paragraph));
  }
  return SearchText(text, after.language).Keys();
}

Status Indexer::Note() {
  if (++waiting_ < kBatch || busy_.test_and_set()) {
    return Ok();
  }
  const Result<IndexState> state = Begin(store_);
  const Result<std::size_t> done =
      state.ok() ? IndexSome(store_, *state) : Result<std::size_t>(state.error());
  // A full batch may have left some behind it: the next version looks again.
  waiting_ = done.ok() && *done == kMostAtOnce ? kBatch : 0;
  busy_.clear();
  return done.ok() ? Ok() : Status(done.error());
}

Status CompleteIndex(Store& store, const Progress& progress) {
  const std::uint64_t total = CW_TRY(store.GetStatus()).versions;
  IndexState state = CW_TRY(Begin(store));
  while (CW_TRY(IndexSome(store, state)) != 0) {
    state = CW_TRY(store.GetIndexState());
    if (progress) {
      progress(state.records, total);
    }
  }
  return Ok();
}

namespace {

// The terms of one version that the index does not know for its article.
Result<std::vector<std::string>> Missing(const Store& store, const LogPlace& place) {
  const LogPlace first = CW_TRY(store.FirstPlace(place.article_id));
  std::vector<std::string> missing;
  for (const std::string& term : CW_TRY(TermsAt(store, place))) {
    const std::vector<std::uint64_t> articles = CW_TRY(store.FindTerm(term));
    if (!std::binary_search(articles.begin(), articles.end(), first.record)) {
      missing.push_back(term);
    }
  }
  return missing;
}

}  // namespace

Result<std::vector<std::string>> CheckIndex(const Store& store) {
  std::vector<std::string> problems;
  const IndexState state = CW_TRY(store.GetIndexState());
  if (state.rules != 0 && state.rules != kTermsVersion) {
    problems.push_back(
        fmt::format("search index: made by rules {}, these are {}", state.rules, kTermsVersion));
    return problems;
  }
  const std::uint64_t step = std::max<std::uint64_t>(1, state.records / kSample);
  for (std::uint64_t record = 0; record < state.records; record += step) {
    const std::vector<LogPlace> places = CW_TRY(store.Log(record, 1));
    if (places.empty() || places.front().record != record + 1) {
      problems.push_back(
          fmt::format("search index: says {} version records, the log has fewer", state.records));
      break;
    }
    const std::vector<std::string> missing = CW_TRY(Missing(store, places.front()));
    if (!missing.empty() && problems.size() < kMostProblems) {
      problems.push_back(fmt::format("search index: {}@{} is not found by '{}' and {} others",
                                     places.front().article_id, places.front().number,
                                     missing.front(), missing.size() - 1));
    }
  }
  return problems;
}

}  // namespace claimwatch
