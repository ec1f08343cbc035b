#include "daemon/site_knowledge.h"

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/log.h"
#include "plugins/extract/template.h"
#include "plugins/parser.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostHosts = 64;     // held in memory
constexpr std::uint32_t kFirstPages = 16;  // each written at once
constexpr unsigned kUnsavedPages = 4;      // later
constexpr std::string_view kShortened = "+site";

std::string KeyOf(const std::string& host) {
  return "template/" + host;
}

}  // namespace

// An unreadable memory is forgotten: it is learnt again.
Result<SiteKnowledge::Host*> SiteKnowledge::Load(const std::string& host) {
  const auto held = hosts_.find(host);
  if (held != hosts_.end()) {
    return &held->second;
  }
  const std::optional<std::string> kept = CW_TRY(store_.GetState(KeyOf(host)));
  const Json json = kept ? Json::Parse(*kept).value_or(Json()) : Json();
  Result<SiteMemory> memory = SiteMemory::FromJson(json);
  if (kept && !memory.ok()) {
    LogWarning("{}: {}; forgotten", KeyOf(host), memory.error().message());
  }
  if (hosts_.size() >= kMostHosts) {
    hosts_.clear();  // they come back from the store when asked for
  }
  Host& entry = hosts_[host];
  entry.memory = std::make_shared<const SiteMemory>(std::move(memory).value_or(SiteMemory()));
  return &entry;
}

Result<Explanation> SiteKnowledge::Read(const Page& page) {
  std::shared_ptr<const SiteMemory> memory;
  {
    const MutexLock lock(mutex_);
    const Host* const known = CW_TRY(Load(std::string(page.url.host())));
    memory = known->memory;
  }
  return parser_.ReadArticle(page, {memory.get(), RuleFor(rules_, page.url.host())});
}

Status SiteKnowledge::Learn(const Page& page, const Explanation& read) {
  if (FormOf(page) != PageForm::kHtml) {
    return Ok();
  }
  std::vector<std::string> paragraphs;
  for (const Verdict& verdict : read.verdicts) {
    paragraphs.push_back(verdict.text);
  }
  const std::string host(page.url.host());
  const MutexLock lock(mutex_);
  Host* const known = CW_TRY(Load(host));
  auto memory = std::make_shared<SiteMemory>(*known->memory);
  memory->Learn(page.url.text(), paragraphs);
  known->unsaved += memory->pages() - known->memory->pages();
  known->memory = std::move(memory);
  const bool due = known->memory->pages() <= kFirstPages || known->unsaved >= kUnsavedPages;
  if (known->unsaved == 0 || !due) {
    return Ok();
  }
  known->unsaved = 0;
  return store_.PutState({{KeyOf(host), known->memory->ToJson().Dump()}});
}

void KeepKnown(Explanation& read, const Article& last) {
  const std::set<std::string_view> said(last.paragraphs.begin(), last.paragraphs.end());
  read.article.paragraphs.clear();
  bool shortened = false;
  for (Verdict& verdict : read.verdicts) {
    if (verdict.furniture && said.contains(verdict.text)) {
      verdict.kept = true;
      verdict.why = "the last version has it";
    }
    shortened = shortened || (verdict.furniture && !verdict.kept);
    if (verdict.kept) {
      read.article.paragraphs.push_back(verdict.text);
    }
  }
  std::string& name = read.article.extractor;
  if (!shortened && name.ends_with(kShortened)) {
    name.resize(name.size() - kShortened.size());
  }
}

}  // namespace claimwatch
