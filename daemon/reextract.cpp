#include "daemon/reextract.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "storage/erasure.h"

namespace claimwatch {
namespace {

std::string_view Base(std::string_view extractor) {
  return extractor.substr(0, extractor.find('+'));
}

class Rereader {
 public:
  Rereader(Store& store, Parser& parser, const ReextractTask& task)
      : store_(store),
        task_(task),
        knowledge_(store, parser, task.rules) {}

  Result<ReextractReport> Run() {
    std::vector<ArticleRecord> articles;
    if (task_.article_id.empty()) {
      articles = CW_TRY(store_.Articles({}));
      std::sort(articles.begin(), articles.end(),
                [](const ArticleRecord& a, const ArticleRecord& b) { return a.id < b.id; });
    } else {
      articles.push_back(CW_TRY(store_.FindArticle(task_.article_id)));
    }
    for (const ArticleRecord& article : articles) {
      total_ += article.versions;
    }
    for (const ArticleRecord& article : articles) {
      for (std::uint32_t number = 1; number <= article.versions; ++number) {
        CW_TRY(Look(article.id, number));
      }
    }
    return report_;
  }

 private:
  Status Look(const std::string& id, std::uint32_t number) {
    ++report_.versions;
    if (task_.progress) {
      task_.progress(report_.versions, total_);
    }
    const std::optional<Version> kept =
        CW_TRY(UnlessErased(store_, id, number, store_.GetVersion(id, number)));
    const std::optional<Article> now =
        kept ? CW_TRY(ReadAgain(store_, knowledge_, *kept)) : std::nullopt;
    if (!now) {
      ++report_.unreadable;
      return Ok();
    }
    const Version& version = *kept;
    if (TextHash(*now) == TextHash(version.article)) {
      return Ok();
    }
    ++report_.changed;
    if (task_.tell) {
      task_.tell({version, *now});
    }
    return task_.rewrite == Rewrite::kYes ? store_.Rederive(id, number, *now) : Ok();
  }

  Store& store_;
  const ReextractTask& task_;
  SiteKnowledge knowledge_;
  ReextractReport report_;
  std::uint64_t total_ = 0;
};

}  // namespace

bool ReadByAnother(const Version& version, const std::string& name) {
  return Base(version.article.extractor) != Base(name);
}

Result<std::optional<Article>> ReadAgain(const Store& store, SiteKnowledge& knowledge,
                                         const Version& version) {
  const Result<Capture> capture = store.GetCapture(version.capture_id);
  if (!capture.ok()) {
    const bool gone = capture.error().code() == Errc::kNotFound;
    return gone ? Result<std::optional<Article>>(std::optional<Article>()) : capture.error();
  }
  Result<Explanation> read = knowledge.Read(capture->page);
  if (!read.ok()) {
    return std::optional<Article>();
  }
  KeepKnown(*read, version.article);
  if (read->article.paragraphs.empty()) {
    return std::optional<Article>();  // a worse reading than the one there is
  }
  read->article.url = version.article.url;
  return std::optional<Article>(std::move(read->article));
}

Result<Version> Refresh(Store& store, SiteKnowledge& knowledge, const Version& version) {
  const std::optional<Article> now = CW_TRY(ReadAgain(store, knowledge, version));
  if (!now || TextHash(*now) == TextHash(version.article)) {
    return version;
  }
  CW_TRY(store.Rederive(version.article_id, version.number, *now));
  return store.GetVersion(version.article_id, version.number);
}

Result<ReextractReport> Reextract(Store& store, Parser& parser, const ReextractTask& task) {
  return Rereader(store, parser, task).Run();
}

}  // namespace claimwatch
