#include "daemon/import.h"

#include <deque>
#include <fstream>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "core/log.h"
#include "core/text.h"
#include "daemon/analysis.h"
#include "daemon/doubts.h"
#include "daemon/import_plan.h"
#include "daemon/record_names.h"
#include "daemon/reextract.h"
#include "daemon/search_index.h"
#include "daemon/site_knowledge.h"
#include "daemon/warc_page.h"
#include "plugins/parser.h"
#include "storage/erasure.h"
#include "storage/import_mark.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostListed = 100;
constexpr std::size_t kMostOpen = 16;  // files at a time

// The files, opened as their records are asked for.
class Archives {
 public:
  explicit Archives(const std::vector<std::filesystem::path>& files) : files_(files) {}

  struct Read {
    WarcRecord record;
    std::string block;
  };

  Result<Read> At(const WarcSpot& spot) {
    WarcReader& reader = Open(spot.file);
    WarcRecord record = CW_TRY(reader.At(spot.place));
    std::string block = CW_TRY(reader.ReadBlock());
    return Read{std::move(record), std::move(block)};
  }

 private:
  struct File {
    explicit File(std::size_t number, const std::filesystem::path& path)
        : index(number),
          in(path, std::ios::binary),
          reader(in) {}

    std::size_t index;
    std::ifstream in;
    WarcReader reader;
  };

  WarcReader& Open(std::size_t index) {
    for (const std::unique_ptr<File>& file : open_) {
      if (file->index == index) {
        return file->reader;
      }
    }
    if (open_.size() >= kMostOpen) {
      open_.pop_front();
    }
    open_.push_back(std::make_unique<File>(index, files_[index]));
    return open_.back()->reader;
  }

  const std::vector<std::filesystem::path>& files_;
  std::deque<std::unique_ptr<File>> open_;
};

// The version of `article` that was fetched last before `when`.
Result<std::optional<Version>> VersionBefore(const Store& store, const ArticleRecord& article,
                                             Time when) {
  const std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
  for (auto number = order.rbegin(); number != order.rend(); ++number) {
    std::optional<Version> before =
        CW_TRY(UnlessErased(store, article.id, *number, store.GetVersion(article.id, *number)));
    if (before && before->retrieved <= when) {
      return before;
    }
  }
  return std::optional<Version>();
}

class Importer {
 public:
  Importer(const ImportHouse& house, const ImportTask& task)
      : house_(house),
        task_(task),
        archives_(task.files),
        analysis_(house.config, house.topics, house.store, house.clock, house.plugins),
        doubts_(house.store, house.config),
        knowledge_(house.store, house.parser, house.config.sites),
        indexer_(house.store) {}

  Result<ImportReport> Run() {
    ImportPlan plan = CW_TRY(PlanImport(task_.files, task_.scanning));
    report_.records = plan.records;
    report_.pages = plan.pages.size();
    report_.others = plan.others;
    report_.problem_count = plan.problem_count;
    report_.problems = std::move(plan.problems);
    if (task_.write == ImportWrite::kYes) {
      CW_TRY(ConcludeOwed());
    }
    std::uint64_t done = 0;
    for (const ArchivedPage& page : plan.pages) {
      CW_TRY(Take(page));
      ++done;
      if (task_.importing) {
        task_.importing(done, plan.pages.size());
      }
    }
    return std::move(report_);
  }

 private:
  // Versions that a run before this one stored and could not finish.
  Status ConcludeOwed() {
    for (const Owed& owed : CW_TRY(house_.store.OwedAnalyses())) {
      const Version version = CW_TRY(house_.store.GetVersion(owed.article_id, owed.number));
      if (version.source == kImportSource) {
        CW_TRY(analysis_.Conclude(owed.article_id, owed.number));
      }
    }
    return Ok();
  }

  Status Take(const ArchivedPage& archived) {
    Result<Page> page = Load(archived);
    if (!page.ok()) {
      ++report_.problem_count;
      List(report_.problems, fmt::format("{}: {}", NameOf(archived), page.error().message()));
      return Ok();
    }
    return TakePage(*page);
  }

  std::string NameOf(const ArchivedPage& archived) const {
    return task_.files[archived.spot.file].string();
  }

  // Its own errors begin with the offset, as those of the reader do.
  Result<Page> Load(const ArchivedPage& archived) {
    const Archives::Read read = CW_TRY(archives_.At(archived.spot));
    const std::string where = PlaceText(archived.spot.place);
    Result<Page> page = archived.original ? Revisited(read, *archived.original)
                                          : PageOfResponse(read.record, read.block, MostBody());
    if (!page.ok()) {
      return page.error().At(where);
    }
    if (page->fetched > house_.clock.Now()) {
      return Error(Errc::kInvalid, fmt::format("{}: WARC-Date {} is yet to come", where,
                                               FormatTime(page->fetched)));
    }
    const std::string file = task_.files[archived.spot.file].filename().string();
    SetImportMark(*page, {house_.clock.Now(), file + " " + read.record.id});
    return page;
  }

  Result<Page> Revisited(const Archives::Read& revisit, const WarcSpot& original) {
    Result<Archives::Read> found = archives_.At(original);
    if (!found.ok()) {
      return found.error().At(task_.files[original.file].string());
    }
    const Archives::Read read = std::move(found).Take();
    const std::string_view wanted = revisit.record.Field("warc-payload-digest");
    const std::string_view said = read.record.Field("warc-payload-digest");
    if (!wanted.empty() && !said.empty() && !EqualsIgnoreAsciiCase(wanted, said)) {
      return Error(Errc::kCorrupt, "the revisit refers to an answer with another payload");
    }
    const Page page = CW_TRY(PageOfResponse(read.record, read.block, MostBody()));
    return PageOfRevisit(revisit.record, revisit.block, page);
  }

  Bytes MostBody() const { return house_.config.fetch.max_body; }

  Status TakePage(const Page& page) {
    Result<Explanation> read = knowledge_.Read(page);
    if (!read.ok()) {
      return Refuse(page, read.error().message());
    }
    Article& article = read->article;
    SettleAddress(page, article);
    if (const std::string reason = ReasonAgainst(page, article, house_.config.quality);
        !reason.empty()) {
      return Refuse(page, reason);
    }
    const Result<ArticleRecord> known = house_.store.FindArticle(article.url);
    if (known.ok()) {
      const std::optional<Version> before = CW_TRY(BeforeIn(*known, page, article));
      if (before) {
        KeepKnown(*read, before->article);
      }
      if (before && !CW_TRY(MayFollow(page, article, *known, *before))) {
        return Refuse(page, "the text shrank or is another one; a later record must confirm it");
      }
    }
    return task_.write == ImportWrite::kYes
               ? Keep(page, *read)
               : Foresee(page, article, known.ok() ? &*known : nullptr);
  }

  // As the present extractor reads it: an upgrade is no edit.
  Result<std::optional<Version>> BeforeIn(const ArticleRecord& known, const Page& page,
                                          const Article& article) {
    std::optional<Version> before = CW_TRY(VersionBefore(house_.store, known, page.fetched));
    if (before && task_.write == ImportWrite::kYes && ReadByAnother(*before, article.extractor)) {
      before = CW_TRY(Refresh(house_.store, knowledge_, *before));
    }
    return before;
  }

  // A text that we fetched ourselves and that is the latest must not give way to half a page: the
  // live page would seem to come back. Between the texts of an archive nothing is at stake. The
  // guard's memory of an import is not that of the live address.
  Result<bool> MayFollow(const Page& page, const Article& article, const ArticleRecord& known,
                         const Version& before) {
    if (task_.write == ImportWrite::kDry || before.source == kImportSource ||
        before.number != CW_TRY(LatestOf(house_.store, known))) {
      return true;
    }
    const std::string key = fmt::format("{}/{}", kImportSource, ArticleName(page.url));
    const bool may = CW_TRY(doubts_.MayShrink(key, article, before.article, page.fetched));
    if (may) {
      CW_TRY(doubts_.Clear(key));
    }
    return may;
  }

  Status Keep(const Page& page, const Explanation& read) {
    CW_TRY(knowledge_.Learn(page, read));
    FeedFacts facts;
    facts.source = kImportSource;
    const Appended appended = CW_TRY(house_.store.Append(page, read.article, facts));
    if (appended.state == AppendState::kUnchanged || appended.state == AppendState::kVariant) {
      ++report_.known;
      return Ok();
    }
    ++report_.versions;
    report_.new_articles += appended.state == AppendState::kNewArticle ? 1U : 0U;
    const ArticleRecord article = CW_TRY(house_.store.FindArticle(appended.article_id));
    const std::uint32_t latest = CW_TRY(LatestOf(house_.store, article));
    report_.earlier += latest != appended.number ? 1U : 0U;
    if (const Status indexed = indexer_.Note(); !indexed.ok()) {
      LogWarning("search index: {}; what it lacks is searched without it",
                 indexed.error().message());
    }
    const auto concluded = analysis_.Conclude(appended.article_id, appended.number);
    return concluded.ok() ? Ok() : Status(concluded.error());
  }

  // Of a dry run: what Keep would count.
  Status Foresee(const Page& page, const Article& article, const ArticleRecord* known) {
    const std::string hash = TextHash(article);
    bool there = !foreseen_.insert(article.url + " " + hash).second;
    if (known != nullptr) {
      for (const Version& version : CW_TRY(house_.store.Versions(known->id))) {
        there = there || version.text_hash == hash || TextHash(version.article) == hash;
      }
    }
    if (there) {
      ++report_.known;
      return Ok();
    }
    ++report_.versions;
    report_.earlier += known != nullptr && page.fetched < known->last_changed ? 1U : 0U;
    const bool fresh = foreseen_.insert(article.url).second && known == nullptr;
    report_.new_articles += fresh ? 1U : 0U;
    return Ok();
  }

  Status Refuse(const Page& page, const std::string& reason) {
    ++report_.refused;
    List(report_.refusals,
         fmt::format("{} of {}: {}", page.url.text(), FormatTime(page.fetched), reason));
    return Ok();
  }

  static void List(std::vector<std::string>& lines, std::string line) {
    if (lines.size() < kMostListed) {
      lines.push_back(std::move(line));
    }
  }

  const ImportHouse& house_;
  const ImportTask& task_;
  Archives archives_;
  Analysis analysis_;
  Doubts doubts_;
  SiteKnowledge knowledge_;
  Indexer indexer_;
  ImportReport report_;
  std::set<std::string> foreseen_;  // of a dry run: addresses, and addresses with texts
};

}  // namespace

Result<ImportReport> ImportWarc(const ImportHouse& house, const ImportTask& task) {
  return Importer(house, task).Run();
}

}  // namespace claimwatch
