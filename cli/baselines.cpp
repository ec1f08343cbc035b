#include "cli/baselines.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "cli/open_store.h"
#include "cli/read_config.h"
#include "core/page.h"
#include "core/text.h"
#include "plugins/extract/article.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

// Reads a file as the page that a server would have sent: HTML by its name, else plain text.
Result<Page> FilePage(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) {
    return Error(Errc::kNotFound, "baseline file '" + path.string() + "' cannot be read");
  }
  Page page;
  page.body = bytes.str();
  const std::string extension = path.extension().string();
  page.content_type = extension == ".html" || extension == ".htm" ? "text/html" : "text/plain";
  return page;
}

}  // namespace

Result<Article> FindBaselineArticle(const Arguments& arguments, const Store& store,
                                    std::string_view id) {
  const Config config = CW_TRY(ReadConfig(arguments));
  std::vector<std::string> names;
  for (const TopicConfig& topic : config.topics) {
    for (const BaselineConfig& baseline : topic.baselines) {
      names.push_back(baseline.id);
      if (!id.empty() && baseline.id != id) {
        continue;
      }
      if (baseline.file.empty()) {
        const ArticleRecord record = CW_TRY(store.FindArticle(baseline.url));
        const std::uint32_t latest = CW_TRY(LatestOf(store, record));
        const Version version = CW_TRY(store.GetVersion(record.id, latest));
        return version.article;
      }
      const Page page = CW_TRY(FilePage(baseline.file));
      Article article = CW_TRY(ExtractArticle(page));
      article.url = baseline.id;
      return article;
    }
  }
  return Error(Errc::kNotFound, "no baseline '" + std::string(id) + "' in the configuration" +
                                    (names.empty() ? "" : ", there are: " + Join(names, ", ")));
}

}  // namespace claimwatch
