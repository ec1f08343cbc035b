#include "cli/dossier_parts.h"

#include <fmt/format.h>

#include "cli/html.h"

namespace claimwatch {
namespace {

// Every pair of colours has a contrast of 7:1 or more, also on grey; marks differ by more than
// colour (underline, strike), so a print in black says the same.
constexpr std::string_view kStyle = R"css(
body{font:1rem/1.5 Georgia,"Noto Serif",serif;max-width:64rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a;background:#fff}
h1,h2,h3,h4,th,caption{font-family:"Noto Sans",Arial,sans-serif;line-height:1.25}
h2{border-top:3px solid #1a1a1a;padding-top:.75rem;margin-top:3rem}
h3{margin-top:2rem}
a{color:#0b3d91}
code{font:.85rem/1.4 "DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
caption{text-align:left;font-size:.9rem;color:#3d3d3d;padding:.25rem 0}
th,td{border-bottom:1px solid #8a8a8a;padding:.35rem .75rem .35rem 0;text-align:start;
vertical-align:top;overflow-wrap:break-word;font-size:.92rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}
dt{font-weight:bold}
dd{margin:0;overflow-wrap:anywhere}
table.words{table-layout:fixed}
ins{background:#d4f4d4;color:#0f3d0f;text-decoration:underline}
del{background:#f9d6d6;color:#5c0a0a;text-decoration:line-through}
.critical,.high{font-weight:bold;color:#7a0000}
.none{color:#3d3d3d;font-style:italic}
@media print{body{max-width:none;margin:0;font-size:10pt}h2{break-before:page}
h2:first-of-type{break-before:auto}tr,h3,h4{break-inside:avoid}h3,h4{break-after:avoid}
a{color:inherit}ins,del{print-color-adjust:exact}}
)css";

std::string Term(std::string_view name, std::string_view value) {
  return HtmlElement("dt", {}, HtmlText(name)) + HtmlElement("dd", {}, value) + "\n";
}

}  // namespace

std::string_view DossierStyle() {
  return kStyle;
}

std::string HtmlCode(std::string_view text) {
  return HtmlElement("code", {}, HtmlText(text));
}

std::string HtmlWords(std::string_view text, std::string_view language) {
  return HtmlElement("span", HtmlLanguage(language), HtmlText(text));
}

// A table, or a sentence that says why there is none: an empty heading would look like a mistake.
std::string HtmlTableOr(const HtmlTableHead& head, const std::string& rows,
                        std::string_view otherwise) {
  return rows.empty() ? HtmlElement("p", {{"class", "none"}}, HtmlText(otherwise)) + "\n"
                      : HtmlTable(head, rows);
}

std::string AboutArticle(const ArticleRecord& record, const std::vector<Version>& versions) {
  const bool named = !versions.empty() && !versions.back().article.url.empty();
  const std::string& url = named ? versions.back().article.url : record.url;
  std::string out = Term("Address", HtmlLink(url)) + Term("Article", HtmlCode(record.id)) +
                    Term("Source", HtmlText(record.source)) +
                    Term("First seen", FormatTime(record.first_seen)) +
                    Term("Last seen", FormatTime(record.last_seen));
  out += record.published ? Term("Published", FormatTime(*record.published)) : "";
  out += record.gone ? Term("State", "removed by the publisher, confirmed") : "";
  return HtmlElement("dl", {}, out) + "\n";
}

std::string Timeline(const std::vector<Version>& versions) {
  std::string rows;
  for (const Version& version : versions) {
    const std::string& note = version.article.correction_note;
    rows += HtmlRow({std::to_string(version.number), FormatTime(version.retrieved),
                     FormatTime(version.last_seen),
                     HtmlWords(version.article.title, version.article.language),
                     note.empty() ? "none" : HtmlWords(note, version.article.language)});
  }
  return HtmlElement("h3", {}, "Timeline") + "\n" +
         HtmlTableOr(
             {.caption = "Every text this article has had, oldest first; times are UTC",
              .kind = "timeline",
              .heading = {"Version", "First seen", "Last seen", "Headline", "Publisher's note"}},
             rows, "no version is stored");
}

std::string HashesOf(const std::vector<Version>& versions) {
  std::string rows;
  for (const Version& version : versions) {
    rows += HtmlRow({std::to_string(version.number), HtmlCode(version.capture_id),
                     HtmlCode(version.raw_hash), HtmlCode(version.text_hash),
                     HtmlCode(version.article.extractor)});
  }
  return HtmlElement("h3", {}, "Hashes") + "\n" +
         HtmlTableOr({.caption = "The response as it came, and the title and text read from it",
                      .kind = "hashes",
                      .heading = {"Version", "Capture", "Response", "Text", "Read by"}},
                     rows, "no version is stored");
}

}  // namespace claimwatch
