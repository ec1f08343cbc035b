#include "plugins/alert/record.h"

#include <algorithm>

#include "core/digest.h"
#include "core/url.h"

namespace claimwatch {
namespace {

constexpr std::string_view kEcsVersion = "9.4.0";
constexpr std::string_view kSchemaVersion = "1.0";
constexpr std::size_t kMessageColumns = 300;  // the schema allows 1,024 characters
constexpr char kSeparator = '\x1f';           // cannot stand in any part of an id

std::string_view OrUndetermined(const std::string& language) {
  return language.empty() ? std::string_view("und") : std::string_view(language);
}

std::string HashOrEmpty(const std::string& hash, std::string_view text) {
  return hash.empty() ? TaggedHex(Sha256(text)) : hash;
}

Json VersionJson(const Version& version, const Version* previous) {
  Json json = Json::MakeObject();
  json.Set("number", std::uint64_t{version.number})
      .Set("previous", previous != nullptr ? Json(std::uint64_t{previous->number}) : Json())
      .Set("retrieved", FormatTime(version.retrieved))
      .Set("text_hash",
           HashOrEmpty(version.text_hash, version.article.title + "\n\n" + version.article.Text()))
      .Set("raw_hash", HashOrEmpty(version.raw_hash, version.article.Text()))
      .Set("extractor", version.article.extractor.empty() ? "none" : version.article.extractor)
      .Set("quality", std::clamp(version.article.quality.score, 0.0, 1.0));
  return json;
}

void SetTime(Json& json, std::string_view key, const std::optional<Time>& time) {
  if (time) {
    json.Set(key, FormatTime(*time));
  }
}

Json DocumentJson(std::string_view id, const Version& version, const Version* previous) {
  const Article& article = version.article;
  Json json = Json::Of(
      {{"id", id}, {"headline", article.title}, {"inLanguage", OrUndetermined(article.language)}});
  if (!article.url.empty()) {
    json.Set("url", article.url);
  }
  SetTime(json, "datePublished", article.published);
  SetTime(json, "dateModified", article.modified);
  for (const std::string& author : article.authors) {
    json.Edit("author").Push(Json::Of({{"name", author}}));
  }
  if (!article.publisher.empty()) {
    json.Set("publisher", Json::Of({{"name", article.publisher}}));
  }
  json.Set("version", VersionJson(version, previous));
  return json;
}

// The document the finding compares with: the baseline, or the article's own previous version.
Json OtherDocument(const Finding& finding, const AlertFacts& facts) {
  if (finding.against == Against::kPrevious) {
    return facts.previous != nullptr
               ? DocumentJson(facts.previous->article_id, *facts.previous, nullptr)
               : Json();
  }
  if (facts.baseline == nullptr) {
    return {};
  }
  Version version;
  version.number = 1;
  version.retrieved = facts.baseline->article.published.value_or(facts.now);
  version.article = facts.baseline->article;
  return DocumentJson(facts.baseline->id, version, nullptr);
}

Json SpanJson(const Excerpt& excerpt) {
  return Json::Of({{"text", excerpt.text},
                   {"start", std::uint64_t{excerpt.span.start}},
                   {"end", std::uint64_t{excerpt.span.end}},
                   {"paragraph", std::uint64_t{excerpt.paragraph}}});
}

Json EvidenceJson(const Finding& finding, const AlertFacts& facts) {
  Json json = Json::MakeObject();
  if (!finding.sentence.text.empty()) {
    json.Set("sentence", SpanJson(finding.sentence));
  }
  if (!finding.other.text.empty()) {
    json.Set("baseline_sentence", SpanJson(finding.other));
  }
  for (const auto& [mark, words] : facts.words) {
    json.Edit("word_diff").Push(Json(Json::Array{std::string(1, mark), words}));
  }
  for (const std::string& signal : finding.signals) {
    json.Edit("signals").Push(signal);
  }
  for (const std::string& alternative : finding.alternatives) {
    json.Edit("signals").Push("rejected: " + alternative);
  }
  return json;
}

bool Comparable(const Finding& finding) {
  return finding.figure && finding.other_figure && finding.figure->when.empty() &&
         finding.other_figure->when.empty() && finding.figure->unit == finding.other_figure->unit;
}

Json DeltaJson(const Figure& figure, const Figure& other) {
  const Decimal absolute = figure.value - other.value;
  const std::string_view direction = absolute.IsZero()       ? "same"
                                     : absolute.IsNegative() ? "down"
                                                             : "up";
  return Json::Of({{"absolute", absolute},
                   {"relative", other.value.IsZero() ? Json() : Json(absolute / other.value.Abs())},
                   {"direction", direction}});
}

std::string_view DisclosureName(Disclosure disclosure) {
  switch (disclosure) {
    case Disclosure::kDisclosed:
      return "disclosed";
    case Disclosure::kUndisclosed:
      return "undisclosed";
    case Disclosure::kNotApplicable:
      return "not_applicable";
    case Disclosure::kUnknown:
      break;
  }
  return "unknown";
}

bool ModifiedAdvanced(const Version* previous, const Version& version) {
  return previous != nullptr && version.article.modified &&
         version.article.modified > previous->article.modified;
}

// What stands behind "key=" among the signals; empty when none has it.
std::string_view Signal(const Finding& finding, std::string_view key) {
  for (const std::string& signal : finding.signals) {
    if (signal.starts_with(key)) {
      return std::string_view(signal).substr(key.size());
    }
  }
  return {};
}

// The analyzer knows which edit a note admits; without any note only the dates can tell.
Disclosure DisclosureOf(const Finding& finding, const AlertFacts& facts) {
  if (finding.against != Against::kPrevious) {
    return Disclosure::kNotApplicable;
  }
  if (Signal(finding, "disclosed=") == "yes") {
    return Disclosure::kDisclosed;
  }
  const std::string& note = facts.version->article.correction_note;
  const bool noted =
      !note.empty() && facts.previous != nullptr && note != facts.previous->article.correction_note;
  return noted && Signal(finding, "disclosed=") == "no"
             ? Disclosure::kUndisclosed
             : JudgeDisclosure(facts.previous, *facts.version);
}

Json DisclosureJson(const Finding& finding, const AlertFacts& facts) {
  const bool edit = finding.against == Against::kPrevious;
  Json json = Json::Of({{"status", DisclosureName(DisclosureOf(finding, facts))}});
  const std::string_view note = Signal(finding, "note=");
  if (!note.empty()) {
    json.Set("note", note);
  } else if (edit && !facts.version->article.correction_note.empty()) {
    json.Set("note", facts.version->article.correction_note);
  }
  json.Set("date_modified_advanced", edit && ModifiedAdvanced(facts.previous, *facts.version));
  return json;
}

Json LedgerJson(const Finding& finding, const AlertFacts& facts) {
  const std::string seen = FormatTime(facts.version->retrieved);
  return Json::Of({{"fingerprint", facts.fingerprint},
                   {"state", finding.type == FindingType::kReverted ? "reverted" : "open"},
                   {"confidence", std::clamp(finding.confidence, 0.0, 1.0)},
                   {"first_seen", seen},
                   {"last_seen", seen},
                   {"occurrences", 1}});
}

Json OwnFacts(const Finding& finding, const AlertFacts& facts) {
  Json json = Json::Of(
      {{"schema_version", kSchemaVersion},
       {"topic", facts.topic},
       {"finding", LedgerJson(finding, facts)},
       {"article", DocumentJson(facts.version->article_id, *facts.version, facts.previous)}});
  if (Json other = OtherDocument(finding, facts); !other.IsNull()) {
    json.Set("baseline", std::move(other));
  }
  json.Set("evidence", EvidenceJson(finding, facts));
  if (finding.figure) {
    json.Set("figure", AlertFigureJson(*finding.figure));
  }
  if (finding.other_figure) {
    json.Set("baseline_figure", AlertFigureJson(*finding.other_figure));
  }
  if (Comparable(finding)) {
    json.Set("delta", DeltaJson(*finding.figure, *finding.other_figure));
  }
  json.Set("disclosure", DisclosureJson(finding, facts));
  return json;
}

// What happened to the story, in ECS's four words.
std::string_view EventType(FindingType type) {
  switch (type) {
    case FindingType::kNewClaim:
    case FindingType::kNewFigure:
      return "creation";
    case FindingType::kOmittedClaim:
    case FindingType::kOmittedFigure:
    case FindingType::kRemovedArticle:
      return "deletion";
    case FindingType::kSourceDegraded:
      return "info";
    default:
      return "change";
  }
}

std::string WhatChanged(const Finding& finding) {
  if (finding.figure && finding.other_figure) {
    return finding.other_figure->text + " -> " + finding.figure->text +
           (finding.figure->counted.empty() ? "" : " " + finding.figure->counted);
  }
  const Excerpt& shown = finding.sentence.text.empty() ? finding.other : finding.sentence;
  if (shown.text.empty()) {
    return finding.reason;
  }
  // One sentence may bring several figures, an alert each: the figure in front tells them apart.
  const std::optional<Figure>& figure = finding.figure ? finding.figure : finding.other_figure;
  return (figure ? figure->text + " in: " : "") + Ellipsize(shown.text, kMessageColumns / 2);
}

std::string Message(const Finding& finding, const AlertFacts& facts, std::string_view domain) {
  std::string message = std::string(FindingTypeName(finding.type)) + ": " + WhatChanged(finding);
  message += " | " + std::string(domain);
  if (finding.against == Against::kPrevious && facts.previous != nullptr) {
    message += " | version " + std::to_string(facts.previous->number) + " -> " +
               std::to_string(facts.version->number);
  } else if (facts.baseline != nullptr) {
    message += " | baseline " + facts.baseline->id;
  }
  return Ellipsize(EscapeControls(message), kMessageColumns);
}

Json UrlJson(const AlertFacts& facts, std::string_view text) {
  const Result<Url> url = Url::Parse(text);
  Json json = Json::Of({{"full", text}, {"domain", url.ok() ? url->host() : std::string()}});
  if (facts.page != nullptr && !facts.page->requested.empty() &&
      facts.page->requested.text() != text) {
    json.Set("original", facts.page->requested.text());
  }
  if (url.ok()) {
    json.Set("registered_domain", RegistrableDomain(url->host())).Set("path", url->path());
  }
  return json;
}

Json HttpJson(const Page& page) {
  return Json::Of({{"response", Json::Of({{"status_code", page.status},
                                          {"mime_type", page.content_type},
                                          {"bytes", std::uint64_t{page.body.size()}}})}});
}

Json RuleJson(const Finding& finding) {
  return Json::Of({{"id", finding.rule},
                   {"name", finding.rule_name.empty() ? finding.rule : finding.rule_name},
                   {"version", "1"},
                   {"category", FindingTypeName(finding.type)},
                   {"ruleset", "core"}});
}

Json EventJson(const Finding& finding, const std::string& id) {
  return Json::Of({{"id", id},
                   {"kind", "alert"},
                   {"type", Json::Array{EventType(finding.type)}},
                   {"module", "claimwatch"},
                   {"dataset", "claimwatch.alert"},
                   {"action", FindingTypeName(finding.type)},
                   {"severity", static_cast<int>(finding.severity)},
                   {"risk_score", std::clamp(finding.score, 0.0, 100.0)},
                   {"sequence", 0},
                   {"reason", finding.reason}});
}

Json ObserverJson(std::string_view host) {
  Json json =
      Json::Of({{"vendor", "claimwatch"}, {"product", "claimwatchd"}, {"version", CW_VERSION}});
  if (!host.empty()) {
    json.Set("hostname", host);
  }
  return json;
}

// "changed_figure" → "figure": a coarse word to filter by.
std::string_view Tag(FindingType type) {
  const std::string_view name = FindingTypeName(type);
  return name.substr(name.find('_') == std::string_view::npos ? 0 : name.find('_') + 1);
}

Json Record(const Finding& finding, const AlertFacts& facts, const std::string& id) {
  const std::string& address = facts.version->article.url;
  const Json url = UrlJson(facts, address);
  Json json = Json::Of({{"@timestamp", FormatTime(facts.now)},
                        {"ecs", Json::Of({{"version", kEcsVersion}})},
                        {"message", Message(finding, facts, url["domain"].AsString())},
                        {"event", EventJson(finding, id)},
                        {"rule", RuleJson(finding)},
                        {"observer", ObserverJson(facts.host)},
                        {"url", url}});
  if (facts.page != nullptr) {
    json.Set("http", HttpJson(*facts.page));
  }
  json.Set("labels",
           Json::Of({{"source", facts.version->source},
                     {"against", finding.against == Against::kPrevious ? "previous" : "baseline"}}))
      .Set("tags", Json::Array{Tag(finding.type)})
      .Set("claimwatch", OwnFacts(finding, facts));
  return json;
}

}  // namespace

std::string Fingerprint(std::string_view topic, std::string_view key) {
  return TaggedHex(Sha256(std::string(topic) + kSeparator + std::string(key)));
}

std::string AlertId(const Finding& finding, const AlertPlace& place, const Version& version) {
  const Span figure = finding.figure ? finding.figure->span : Span{};
  std::string parts = std::string(place.topic) + kSeparator + std::string(place.baseline);
  for (const std::string& part :
       {version.article.url, version.text_hash, std::string(FindingTypeName(finding.type)),
        Hex(Sha256(finding.sentence.text + kSeparator + finding.other.text + kSeparator +
                   finding.key)),
        std::to_string(figure.start), std::to_string(figure.end)}) {
    parts += kSeparator + part;
  }
  return Hex(Sha256(parts)).substr(0, 32);
}

Disclosure JudgeDisclosure(const Version* previous, const Version& version) {
  if (previous == nullptr) {
    return Disclosure::kNotApplicable;
  }
  const std::string& note = version.article.correction_note;
  const bool admitted = !note.empty() && note != previous->article.correction_note;
  return admitted || ModifiedAdvanced(previous, version) ? Disclosure::kDisclosed
                                                         : Disclosure::kUndisclosed;
}

Alert MakeAlert(const Finding& finding, const AlertFacts& facts) {
  const bool edit = finding.against == Against::kPrevious;
  const std::string other = edit || facts.baseline == nullptr ? std::string() : facts.baseline->id;
  Alert alert;
  alert.id = AlertId(finding, {facts.topic, other}, *facts.version);
  alert.time = facts.now;
  alert.type = finding.type;
  alert.severity = finding.severity;
  alert.topic = facts.topic;
  alert.source = facts.version->source;
  alert.article_id = facts.version->article_id;
  alert.version = facts.version->number;
  alert.fingerprint = facts.fingerprint;
  alert.record = Record(finding, facts, alert.id);
  return alert;
}

}  // namespace claimwatch
