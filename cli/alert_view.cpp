#include "cli/alert_view.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "cli/diff_view.h"
#include "core/text.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

std::string Str(const Json& value) {
  return std::string(value.AsString());
}

std::string Head(const Alert& alert, const Style& style) {
  const std::string severity(SeverityName(alert.severity));
  return style.Paint(ToneFor(alert.severity), fmt::format("#{} {} {}", alert.sequence, severity,
                                                          FindingTypeName(alert.type)));
}

// `sentence` with the figure it is about marked, as a changed word would be.
std::string MarkedFigure(const std::string& sentence, const Json& figure, char op,
                         const Style& style) {
  const std::string text = Str(figure["text"]);
  const std::size_t at = text.empty() ? std::string::npos : sentence.find(text);
  if (at == std::string::npos) {
    return style.Paint(Tone::kPlain, sentence);
  }
  return MarkedEdits(
      {{'=', sentence.substr(0, at)}, {op, text}, {'=', sentence.substr(at + text.size())}}, style);
}

// "3,000 (= 3000 training opportunity)".
std::string FigureWords(const Json& figure) {
  if (figure.IsNull()) {
    return {};
  }
  const auto value = [&](const char* key) {
    return figure[key].IsString() ? Str(figure[key]) : figure[key].AsDecimal().ToString();
  };
  std::string words =
      fmt::format("{} ({} {}", Str(figure["text"]), Str(figure["comparator"]), value("value"));
  if (figure.Has("value_high")) {
    words += " … " + value("value_high");
  }
  for (const char* key : {"unit", "counted"}) {
    words += figure[key].AsString().empty() ? "" : " " + Str(figure[key]);
  }
  return words + ")";
}

std::string Field(const Style& style, std::string_view name, std::string_view value) {
  return value.empty() ? std::string()
                       : "  " + style.Paint(Tone::kFaint, fmt::format("{:<11}", name)) +
                             style.Paint(Tone::kPlain, value) + "\n";
}

// Two sentences that say a thing in the same words are shown as one difference; of two that do not
// (another outlet's words, another language) only the figures are marked, since every word differs.
std::string Pair(const std::string& before, const std::string& now, const Json& facts,
                 const Style& style) {
  constexpr double kSameWords = 0.5;
  const std::size_t columns = TerminalWidth();
  if (WordOverlap(before, now) >= kSameWords) {
    return style.Paint(Tone::kFaint, "  changed") + "\n" +
           Wrap(MarkedWords(before, now, style), columns, 4);
  }
  return style.Paint(Tone::kFaint, "  there") + "\n" +
         Wrap(MarkedFigure(before, facts["baseline_figure"], '-', style), columns, 4) +
         style.Paint(Tone::kFaint, "  here") + "\n" +
         Wrap(MarkedFigure(now, facts["figure"], '+', style), columns, 4);
}

std::string Sentences(const Json& facts, const Style& style) {
  const std::string now = Str(facts.At("evidence.sentence.text"));
  const std::string before = Str(facts.At("evidence.baseline_sentence.text"));
  if (!before.empty() && !now.empty()) {
    return Pair(before, now, facts, style);
  }
  std::string out;
  if (!now.empty()) {
    out += style.Paint(Tone::kFaint, "  says") + "\n" +
           Wrap(MarkedFigure(now, facts["figure"], '+', style), TerminalWidth(), 4);
  }
  if (!before.empty()) {
    out += style.Paint(Tone::kFaint, "  gone") + "\n" +
           Wrap(MarkedFigure(before, facts["baseline_figure"], '-', style), TerminalWidth(), 4);
  }
  return out;
}

std::string Place(const Json& excerpt) {
  return excerpt.IsNull() ? std::string()
                          : fmt::format("bytes {}–{}, paragraph {}", excerpt["start"].AsInt(),
                                        excerpt["end"].AsInt(), excerpt["paragraph"].AsInt() + 1);
}

std::string Signals(const Json& evidence, const Style& style) {
  std::string out;
  for (const Json& signal : evidence["signals"].Items()) {
    out += Field(style, "signal", signal.AsString());
  }
  return out;
}

// Without a note that admits the edit, the page's own date of change may be what discloses it.
std::string DisclosureWords(const Json& disclosure) {
  const bool by_date =
      disclosure["date_modified_advanced"].AsBool() && disclosure["note"].AsString().empty();
  return Str(disclosure["status"]) + (by_date ? ": the page's own date of change moved" : "");
}

}  // namespace

Result<std::uint64_t> AlertNumber(std::string_view text) {
  const std::string_view digits = text.starts_with('#') ? text.substr(1) : text;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return Error(Errc::kInvalid,
                 fmt::format("'{}' is no number of an alert", EscapeControls(text)));
  }
  return number;
}

std::string AlertLine(const Alert& alert, const Style& style) {
  std::string_view message = alert.record["message"].AsString();
  if (const std::string type = std::string(FindingTypeName(alert.type)) + ": ";
      message.starts_with(type)) {
    message.remove_prefix(type.size());  // the head says it already
  }
  constexpr std::size_t kLongest = 220;
  constexpr std::size_t kLeastMessage = 24;
  const std::string time = FormatLocalTime(alert.time).substr(0, 16);
  const std::size_t head = DisplayWidth(time + Head(alert, Style(Colour::kNever))) + 4;
  const std::size_t room = std::max(LineWidth(kLongest), head + kLeastMessage) - head;
  return fmt::format("{}  {}  {}\n", style.Paint(Tone::kFaint, time), Head(alert, style),
                     style.Paint(Tone::kPlain, Ellipsize(EscapeControls(message), room)));
}

std::string SilencedLine(const Json& silenced, const Style& style) {
  const std::optional<Time> time = ParseTime(silenced["time"].AsString());
  const std::string where = Str(silenced[silenced.Has("source") ? "source" : "host"]);
  std::string out =
      style.Paint(Tone::kFaint, FormatLocalTime(time.value_or(Time{})).substr(0, 16)) + "  " +
      style.Paint(Tone::kBold, Str(silenced["type"])) + "  " +
      style.Paint(Tone::kPlain, where + ": " + Str(silenced["why"]));
  if (silenced["alert"].AsInt() > 0) {
    out += fmt::format(" (alert #{})", silenced["alert"].AsInt());
  }
  return out + "\n" +
         Wrap(Ellipsize(EscapeControls(Str(silenced["sentence"])), 160), TerminalWidth(), 4);
}

std::string AlertCard(const Alert& alert, const Style& style) {
  const Json& facts = alert.record["claimwatch"];
  std::string out = Head(alert, style) + "  " +
                    style.Paint(Tone::kBold, facts.At("article.headline").AsString()) + "\n";
  out += "  " +
         style.Paint(Tone::kFaint, fmt::format("{}  {}  version {}", FormatLocalTime(alert.time),
                                               alert.source, alert.version)) +
         "\n";
  out += Sentences(facts, style);
  out += Field(style, "why", alert.record.At("event.reason").AsString());
  out += Field(style, "article", alert.record.At("url.full").AsString());
  return out + "\n";
}

std::string AlertExplanation(const Alert& alert, const Style& style) {
  const Json& record = alert.record;
  const Json& facts = record["claimwatch"];
  std::string out = AlertCard(alert, style);
  out += Field(style, "rule", Str(record.At("rule.id")) + "  " + Str(record.At("rule.name")));
  out += Field(style, "figure", FigureWords(facts["figure"]));
  out += Field(style, "before", FigureWords(facts["baseline_figure"]));
  out += Field(style, "here", Place(facts.At("evidence.sentence")));
  out += Field(style, "there", Place(facts.At("evidence.baseline_sentence")));
  out += Signals(facts["evidence"], style);
  out +=
      Field(style, "confidence", fmt::format("{:.2f}", facts.At("finding.confidence").AsDouble()));
  out += Field(style, "against", Str(facts.At("baseline.headline")));
  out += Field(style, "disclosure", DisclosureWords(facts["disclosure"]));
  out += Field(style, "note", Str(facts.At("disclosure.note")));
  out += Field(style, "claim", Str(facts.At("finding.fingerprint")));
  out += Field(style, "raw bytes", Str(facts.At("article.version.raw_hash")));
  return out;
}

}  // namespace claimwatch
