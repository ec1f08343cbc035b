#include "daemon/erasing.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/text.h"
#include "core/url.h"
#include "daemon/flood.h"
#include "daemon/record_names.h"
#include "daemon/search_index.h"
#include "storage/erasure.h"

namespace claimwatch {
namespace {

void AddName(std::string_view url, std::set<std::string>& names) {
  const Result<Url> parsed = Url::Parse(url);
  if (parsed.ok()) {
    names.insert(ArticleName(*parsed));
  }
}

// All that the index may know of a version, by either of its readings. Nothing for one that is
// erased.
Status AddTerms(const Store& store, const std::string& id, std::uint32_t number,
                std::set<std::string>& terms) {
  for (const Result<Version>& read :
       {store.GetVersion(id, number), store.GetOriginal(id, number)}) {
    const std::optional<Version> version = CW_TRY(UnlessErased(store, id, number, read));
    if (!version) {
      continue;
    }
    std::vector<std::string> of_text = NewTerms(nullptr, version->article);
    terms.insert(std::make_move_iterator(of_text.begin()), std::make_move_iterator(of_text.end()));
  }
  return Ok();
}

// Those of the versions that go, without those that another version has too.
Result<std::vector<std::string>> TermsToDrop(const Store& store, const ErasureOrder& order) {
  const ArticleRecord article = CW_TRY(store.FindArticle(order.article_id));
  std::set<std::string> going;
  std::set<std::string> staying;
  for (std::uint32_t number = 1; number <= article.versions; ++number) {
    const bool goes =
        std::find(order.numbers.begin(), order.numbers.end(), number) != order.numbers.end();
    CW_TRY(AddTerms(store, article.id, number, goes ? going : staying));
  }
  std::vector<std::string> terms;
  std::set_difference(going.begin(), going.end(), staying.begin(), staying.end(),
                      std::back_inserter(terms));
  return terms;
}

// --- the daemon's own records --------------------------------------------------------------------

// What a record may quote of the versions that go.
struct Quoted {
  std::string words;               // their titles and texts
  std::set<std::string> names;     // of the article's addresses, as entries are named
  std::set<std::uint64_t> alerts;  // that lose their words
};

Status AddWords(const Store& store, const ErasureOrder& order, Quoted& quoted) {
  for (const std::uint32_t number : order.numbers) {
    for (const Result<Version>& read : {store.GetVersion(order.article_id, number),
                                        store.GetOriginal(order.article_id, number)}) {
      const std::optional<Version> version =
          CW_TRY(UnlessErased(store, order.article_id, number, read));
      if (version) {
        quoted.words += version->article.title + '\n' + version->article.Text() + '\n';
        AddName(version->article.url, quoted.names);
      }
    }
  }
  const ArticleRecord article = CW_TRY(store.FindArticle(order.article_id));
  AddName(article.url, quoted.names);
  for (const std::string& url : article.other_urls) {
    AddName(url, quoted.names);
  }
  return Ok();
}

bool Has(const Quoted& quoted, std::string_view text) {
  return !text.empty() && quoted.words.find(text) != std::string::npos;
}

// Blanks `member` of a record that tells of one of the alerts or says what was erased.
bool BlankIn(Json& record, std::string_view member, const Quoted& quoted) {
  const bool told = record.Has("alert") &&
                    quoted.alerts.contains(static_cast<std::uint64_t>(record["alert"].AsInt()));
  if (!told && !Has(quoted, record[member].AsString())) {
    return false;
  }
  record.Set(member, kErasedText);
  return true;
}

// A feed's entry of the article, and the list of a source's last texts, name its title.
bool BlankTitles(Json& record, const Quoted& quoted) {
  Json::Array texts = record["texts"].Items();
  bool changed = false;
  for (Json& one : texts) {
    if (quoted.names.contains(std::string(one["name"].AsString()))) {
      one.Set("title", kErasedText);
      changed = true;
    }
  }
  if (changed) {
    record.Set("texts", Json(std::move(texts)));
  }
  return changed;
}

// Calls `blank` with each record of `prefix`; what it changed shall be written.
template <typename Blank>
Status Collect(const Store& store, std::string_view prefix, Blank blank,
               std::vector<StateRecord>& changes) {
  for (const StateRecord& state : CW_TRY(store.States(prefix))) {
    Result<Json> record = Json::Parse(state.value);
    if (record.ok() && blank(*record)) {
      changes.push_back({state.key, record->Dump()});
    }
  }
  return Ok();
}

Result<std::vector<StateRecord>> StatesToBlank(const Store& store, const ErasureOrder& order,
                                               const ErasureReport& report) {
  Quoted quoted;
  quoted.alerts.insert(report.alerts.begin(), report.alerts.end());
  CW_TRY(AddWords(store, order, quoted));
  std::vector<StateRecord> states;
  const auto sentence = [&](Json& record) {
    return BlankIn(record, "sentence", quoted);
  };
  for (const std::string_view prefix : {kHeldKey, kDigestKey, kGroupKey}) {
    CW_TRY(Collect(store, prefix, sentence, states));
  }
  const auto title = [&](Json& record) {
    return BlankIn(record, "title", quoted);
  };
  for (const std::string& name : quoted.names) {
    CW_TRY(Collect(store, std::string(kEntryKey) + name, title, states));
  }
  const auto titles = [&](Json& record) {
    return BlankTitles(record, quoted);
  };
  CW_TRY(Collect(store, kTextsKey, titles, states));
  return states;
}

template <typename Values>
Json Numbers(const Values& values) {
  Json array = Json::MakeArray();
  for (const auto& value : values) {
    array.Push(std::uint64_t{value});
  }
  return array;
}

}  // namespace

Result<ErasureReport> EraseVersions(Store& store, ErasureOrder order) {
  if (order.numbers.empty() || Trim(order.reason).empty() || order.by.empty()) {
    return Error(Errc::kInvalid, "erase: which version, why, and on whose order?");
  }
  order.beside = [&](const ErasureReport& report) -> Result<ErasedBeside> {
    ErasedBeside beside;
    beside.terms = CW_TRY(TermsToDrop(store, order));
    beside.states = CW_TRY(StatesToBlank(store, order, report));
    return beside;
  };
  return store.Erase(order);
}

Json ErasureReportJson(const ErasureReport& report) {
  Json before = Json::MakeArray();
  for (const Erasure& erasure : report.before) {
    before.Push(ErasureJson(erasure));
  }
  return Json::Of({{"erased", Numbers(report.erased)},
                   {"before", std::move(before)},
                   {"bodies", report.bodies},
                   {"shared", Json::Texts(report.shared)},
                   {"findings", report.findings},
                   {"claims", report.claims},
                   {"alerts", Numbers(report.alerts)}});
}

Json ErasureJson(const Erasure& erasure) {
  return Json::Of({{"article", erasure.article_id},
                   {"version", std::uint64_t{erasure.number}},
                   {"retrieved", FormatTime(erasure.retrieved)},
                   {"source", erasure.source},
                   {"raw_hash", erasure.raw_hash},
                   {"text_hash", erasure.text_hash},
                   {"capture", erasure.capture_id},
                   {"erased", Json::Of({{"when", FormatTime(erasure.when)},
                                        {"by", erasure.by},
                                        {"reason", erasure.reason}})}});
}

}  // namespace claimwatch
