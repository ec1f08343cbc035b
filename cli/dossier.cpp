#include "cli/dossier.h"

#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "cli/diff_view.h"
#include "cli/dossier_parts.h"
#include "cli/html.h"
#include "core/text.h"
#include "storage/log_head.h"

namespace claimwatch {
namespace {

std::string Str(const Json& value) {
  return std::string(value.AsString());
}

std::string SeverityCell(std::string_view severity) {
  return HtmlElement("span", {{"class", std::string(severity)}}, HtmlText(severity));
}

std::string Alerts(const DossierArticle& article) {
  std::string rows;
  for (const Alert& alert : article.alerts) {
    rows += HtmlRow({fmt::format("#{}", alert.sequence), FormatTime(alert.time),
                     SeverityCell(SeverityName(alert.severity)),
                     HtmlText(alert.record["message"].AsString()),
                     HtmlCode(alert.record.At("claimwatch.integrity.leaf_hash").AsString())});
  }
  return HtmlElement("h3", {}, "Alerts") + "\n" +
         HtmlTableOr({.caption = "What was made known, with its place in the chain of alerts",
                      .kind = "alerts",
                      .heading = {"Alert", "Raised", "Severity", "Message", "Leaf hash"}},
                     rows, "no alert was raised about this article");
}

// A repeated or reworded statement is no difference that a reader has to judge.
bool IsShown(const Json& finding) {
  const std::optional<FindingType> type = FindingTypeFromName(finding["type"].AsString());
  return type && !IsSilent(*type);
}

// Calls `visit(version, finding)` for every finding that is shown, in order.
template <typename Visit>
void EachFinding(const DossierArticle& article, const Visit& visit) {
  for (std::size_t i = 0; i < article.versions.size(); ++i) {
    for (const FindingRecord& record : article.findings[i]) {
      if (IsShown(record.finding)) {
        visit(article.versions[i], record.finding);
      }
    }
  }
}

// What the sentence was held against, or that nothing of the kind is there.
std::string Counterpart(const Json& finding) {
  const std::string against =
      finding["against"].AsString() == "previous" ? "the previous version" : "the baseline";
  const std::string other = Str(finding["baseline_sentence"]);
  // The other text's language is not part of a finding: lang="" rather than a wrong voice.
  return other.empty() ? HtmlText("nothing in " + against)
                       : HtmlText(against + ": ") + HtmlWords(other, "");
}

std::string FindingRow(const Version& version, const Json& finding) {
  const std::string& language = version.article.language;
  return HtmlRow({std::to_string(version.number), SeverityCell(finding["severity"].AsString()),
                  HtmlText(finding["type"].AsString()) + " " + HtmlCode(finding["rule"].AsString()),
                  HtmlWords(finding["sentence"].AsString(), language), Counterpart(finding),
                  HtmlText(finding["reason"].AsString())});
}

std::string Findings(const DossierArticle& article) {
  std::string rows;
  EachFinding(article, [&](const Version& version, const Json& finding) {
    rows += FindingRow(version, finding);
  });
  return HtmlElement("h3", {}, "Findings") + "\n" +
         HtmlTableOr(
             {.caption = "Each difference with the rule that found it and its reason",
              .kind = "findings",
              .heading = {"Version", "Severity", "Finding", "Sentence", "Compared with", "Reason"}},
             rows, "no finding about this article");
}

// One figure of one version beside what it was compared with.
struct FigureLine {
  std::string counted;
  std::string baseline;
  std::string previous;
  std::string here;
};

// By version and place in its text, so that the same figure held against both is one line. What
// was left out has no place here and stands by its place in the other text.
using FigurePlace = std::tuple<std::uint32_t, bool, std::int64_t, std::string>;

void Note(std::map<FigurePlace, FigureLine>& lines, const Version& version, const Json& finding) {
  const Json& figure = finding["figure"];
  const Json& other = finding["baseline_figure"];
  if (figure.IsNull() && other.IsNull()) {
    return;
  }
  const Json& placed = figure.IsNull() ? other : figure;
  FigureLine& line =
      lines[{version.number, figure.IsNull(), placed["start"].AsInt(), Str(placed["text"])}];
  line.counted = Str(placed["counted"]);
  line.here = Str(figure["text"]);
  (finding["against"].AsString() == "previous" ? line.previous : line.baseline) =
      Str(other["text"]);
}

std::string OrDash(const std::string& text) {
  return text.empty() ? "–" : HtmlText(text);
}

std::string Figures(const DossierArticle& article) {
  std::map<FigurePlace, FigureLine> lines;
  EachFinding(article,
              [&](const Version& version, const Json& finding) { Note(lines, version, finding); });
  std::string rows;
  for (const auto& [place, line] : lines) {
    rows += HtmlRow({std::to_string(std::get<0>(place)), OrDash(line.counted),
                     OrDash(line.baseline), OrDash(line.previous), OrDash(line.here)});
  }
  return HtmlElement("h3", {}, "Figures") + "\n" +
         HtmlTableOr(
             {.caption = "Figures that differ, as printed; – where there is none",
              .kind = "figures",
              .heading = {"Version", "Counts", "Baseline", "Previous version", "This version"}},
             rows, "no figure differs");
}

std::string SideName(const Version& version) {
  return fmt::format("Version {}, {}", version.number, FormatTime(version.retrieved));
}

std::string ChangedWords(const DossierArticle& article) {
  std::string out = HtmlElement("h3", {}, "Changed words") + "\n";
  for (std::size_t i = 1; i < article.versions.size(); ++i) {
    const Version& before = article.versions[i - 1];
    const Version& after = article.versions[i];
    out +=
        HtmlElement("h4", {}, fmt::format("Version {} to version {}", before.number, after.number));
    out += "\n" + HtmlColumns(DiffSide::Of(SideName(before), before.article),
                              DiffSide::Of(SideName(after), after.article));
  }
  return article.versions.size() > 1
             ? out
             : out + HtmlElement("p", {{"class", "none"}}, "there is one version only") + "\n";
}

std::string Leaves(const DossierArticle& article) {
  std::string rows;
  for (std::size_t i = 0; i < article.leaves.size(); ++i) {
    const LogLeaf& leaf = article.leaves[i];
    rows += HtmlRow({std::to_string(article.versions[i].number), std::to_string(leaf.index),
                     std::to_string(leaf.size), HtmlCode(leaf.hash)});
  }
  return HtmlElement("h3", {}, "Place in the log") + "\n" +
         HtmlTableOr({.caption = "The leaf of each version in the Merkle tree over all versions "
                                 "(RFC 6962), counted from 0",
                      .kind = "leaves",
                      .heading = {"Version", "Leaf", "Of", "Leaf hash"}},
                     rows, "not read here; claimwatch prove shows it for one version");
}

std::string Section(const DossierArticle& article) {
  const std::string id = "a-" + article.record.id;
  return HtmlElement("section", {{"aria-labelledby", id}},
                     HtmlElement("h2", {{"id", id}},
                                 HtmlWords(article.record.title.empty() ? article.record.url
                                                                        : article.record.title,
                                           article.record.language)) +
                         "\n" + AboutArticle(article.record, article.versions) +
                         Timeline(article.versions) + Alerts(article) + Findings(article) +
                         Figures(article) + ChangedWords(article) + HashesOf(article.versions) +
                         Leaves(article)) +
         "\n";
}

std::string Contents(const Dossier& dossier) {
  std::string items;
  for (const DossierArticle& article : dossier.articles) {
    items += HtmlElement("li", {},
                         HtmlElement("a", {{"href", "#a-" + article.record.id}},
                                     HtmlWords(article.record.title.empty() ? article.record.url
                                                                            : article.record.title,
                                               article.record.language)));
  }
  return dossier.articles.size() < 2
             ? ""
             : HtmlElement("nav", {{"aria-label", "Contents"}}, HtmlElement("ol", {}, items)) +
                   "\n";
}

std::string Step(std::string_view words, const std::string& command) {
  return HtmlElement("li", {}, HtmlText(words) + " " + HtmlCode(command)) + "\n";
}

// What a reader does who does not believe this page: every hash on it can be made again.
std::string HowToVerify(const Dossier& dossier) {
  std::string steps = Step("Where the store is, recompute every hash of it:", "claimwatch verify");
  for (const DossierArticle& article : dossier.articles) {
    steps +=
        Step("Write out the responses as they came:",
             fmt::format("claimwatch export --format warc -o {0}.warc {0}", article.record.id));
    if (!article.versions.empty()) {
      steps += Step(
          "Print a version's record and its path to the signed root of the log:",
          fmt::format("claimwatch prove {}@{}", article.record.id, article.versions.back().number));
    }
    for (const Alert& alert : article.alerts) {
      steps += Step("Make the alert again from the stored bytes:",
                    fmt::format("claimwatch alerts replay {}", alert.sequence));
    }
  }
  return HtmlElement(
      "section", {{"aria-labelledby", "verify"}},
      HtmlElement("h2", {{"id", "verify"}}, "How to verify") + "\n" +
          HtmlElement(
              "p", {},
              "A response's hash is the SHA-256 of its body, which is the block of its WARC "
              "record after the HTTP headers. An alert's leaf hash is SHA-256 of a zero byte "
              "and its record with null in place of claimwatch.integrity, which names the "
              "leaf before, so no alert can be taken out or changed unseen. A version's leaf is "
              "SHA-256 of a zero byte and its record; claimwatch prove prints the record with its "
              "path, and verify_proof.py checks both without claimwatch.") +
          "\n" + HtmlElement("ol", {}, steps));
}

// None when reading them would take longer than a person waits: each reads the log.
Result<std::vector<LogLeaf>> LeavesOf(const Store& store, const std::vector<Version>& versions) {
  constexpr std::uint64_t kMostRead = 10'000'000;  // leaves; ten seconds
  const LogHead head = CW_TRY(store.GetLogHead());
  std::vector<LogLeaf> leaves;
  if (head.versions * versions.size() <= kMostRead) {
    for (const Version& version : versions) {
      leaves.push_back(CW_TRY(LeafOf(store, version.article_id, version.number)));
    }
  }
  return leaves;
}

}  // namespace

Result<DossierArticle> ReadDossierArticle(const Store& store, const ArticleRecord& record,
                                          const std::vector<Alert>& alerts) {
  DossierArticle article{.record = record};
  article.versions = CW_TRY(store.Versions(record.id));
  for (const Version& version : article.versions) {
    article.findings.push_back(CW_TRY(store.Findings(record.id, version.number)));
  }
  article.leaves = CW_TRY(LeavesOf(store, article.versions));
  for (const Alert& alert : alerts) {
    if (alert.article_id == record.id) {
      article.alerts.push_back(alert);
    }
  }
  return article;
}

std::string DossierPage(const Dossier& dossier) {
  std::string body = HtmlElement(
      "header", {},
      HtmlElement("h1", {}, HtmlText(dossier.title)) + "\n" +
          HtmlElement("p", {},
                      fmt::format("Made by claimwatch {} at {}. All times are UTC. Nothing on this "
                                  "page is loaded from elsewhere.",
                                  CW_VERSION, FormatTime(dossier.made))));
  body += "\n" + Contents(dossier);
  std::string sections;
  for (const DossierArticle& article : dossier.articles) {
    sections += Section(article);
  }
  return HtmlPage(dossier.title, DossierStyle(),
                  body + HtmlElement("main", {}, sections + HowToVerify(dossier)) + "\n");
}

}  // namespace claimwatch
