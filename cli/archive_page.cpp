#include "cli/archive_page.h"

#include <fmt/format.h>

#include "cli/dossier_parts.h"
#include "cli/html.h"

namespace claimwatch {
namespace {

constexpr std::string_view kTitle = "Articles and their versions";

std::string TextOf(const Version& version) {
  const Article& article = version.article;
  std::string text =
      HtmlElement("h3", {},
                  fmt::format("Version {}, {}", version.number, FormatTime(version.retrieved))) +
      "\n" + HtmlElement("h4", {}, HtmlWords(article.title, article.language)) + "\n";
  if (const std::string byline = article.Byline(); !byline.empty()) {
    text += HtmlElement("p", {}, HtmlText(byline)) + "\n";
  }
  for (const std::string& paragraph : article.paragraphs) {
    text += HtmlElement("p", HtmlLanguage(article.language), HtmlText(paragraph)) + "\n";
  }
  return text;
}

}  // namespace

std::string ArchiveOpening(Time made) {
  return HtmlPageOpening(kTitle, DossierStyle()) +
         HtmlElement("header", {},
                     HtmlElement("h1", {}, HtmlText(kTitle)) + "\n" +
                         HtmlElement("p", {},
                                     fmt::format("Made by claimwatch {} at {}. All times are UTC. "
                                                 "Nothing on this page is loaded from elsewhere.",
                                                 CW_VERSION, FormatTime(made)))) +
         "\n<main>\n";
}

std::string ArchiveSection(const ArticleRecord& record, const std::vector<Version>& versions) {
  const std::string id = "a-" + record.id;
  std::string inner =
      HtmlElement("h2", {{"id", id}},
                  HtmlWords(record.title.empty() ? record.url : record.title, record.language)) +
      "\n" + AboutArticle(record, versions) + Timeline(versions);
  for (const Version& version : versions) {
    inner += TextOf(version);
  }
  return HtmlElement("section", {{"aria-labelledby", id}}, inner + HashesOf(versions)) + "\n";
}

std::string ArchiveClosing() {
  return "</main>\n" + std::string(HtmlPageClosing());
}

}  // namespace claimwatch
