#include "cli/diff_view.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/markup.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// A paragraph that stayed, changed, came or went. Both null never happens.
struct Row {
  const std::string* before = nullptr;
  const std::string* after = nullptr;

  bool Same() const { return before != nullptr && after != nullptr && *before == *after; }
};

std::vector<std::string_view> Views(const std::vector<std::string>& paragraphs) {
  return {paragraphs.begin(), paragraphs.end()};
}

std::vector<Row> Rows(const DiffSide& before, const DiffSide& after) {
  std::vector<Row> rows;
  rows.push_back({&before.title, &after.title});
  for (const auto& [left, right] :
       PairSentences(Views(before.paragraphs), Views(after.paragraphs))) {
    rows.push_back(
        {left ? &before.paragraphs[*left] : nullptr, right ? &after.paragraphs[*right] : nullptr});
  }
  return rows;
}

std::string Text(const std::string* paragraph) {
  return paragraph != nullptr ? *paragraph : std::string();
}

std::string Mark(const WordEdit& edit, const Style& style) {
  if (edit.op == '=') {
    return style.Paint(Tone::kPlain, edit.text);
  }
  const bool added = edit.op == '+';
  if (style.colour()) {
    return style.Paint(added ? Tone::kAdded : Tone::kRemoved, edit.text);
  }
  return (added ? "{+" : "[-") + EscapeControls(edit.text, Layout::kKeep) + (added ? "+}" : "-]");
}

std::string Heading(const DiffSide& before, const DiffSide& after, const Style& style) {
  return style.Paint(Tone::kRemoved, "--- " + before.name) + "\n" +
         style.Paint(Tone::kAdded, "+++ " + after.name) + "\n";
}

// One column of a side-by-side row, wrapped and padded to `width`.
std::vector<std::string> Column(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  const std::string wrapped = text.empty() ? std::string() : Wrap(EscapeControls(text), width, 0);
  for (const std::string_view line : Split(wrapped, '\n')) {
    if (!line.empty()) {
      lines.emplace_back(line);
    }
  }
  return lines;
}

std::string Padded(const std::string& text, std::size_t width) {
  const std::size_t used = DisplayWidth(text);
  return text + std::string(used < width ? width - used : 0, ' ');
}

std::string SideBySideRow(const Row& row, std::size_t width, const Style& style) {
  const std::vector<std::string> left = Column(Text(row.before), width);
  const std::vector<std::string> right = Column(Text(row.after), width);
  const char* mark =
      row.Same() ? "   " : (row.before == nullptr ? " > " : (row.after == nullptr ? " < " : " | "));
  std::string out;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string l = Padded(i < left.size() ? left[i] : "", width);
    const std::string r = i < right.size() ? right[i] : "";
    out += style.Paint(row.Same() ? Tone::kPlain : Tone::kRemoved, l) + mark +
           style.Paint(row.Same() ? Tone::kPlain : Tone::kAdded, r) + "\n";
  }
  return out;
}

std::string HtmlWords(const Row& row) {
  std::string out;
  for (const WordEdit& edit : WordDiff(Text(row.before), Text(row.after))) {
    const std::string text = EscapeMarkup(EscapeControls(edit.text, Layout::kKeep));
    if (edit.op == '=') {
      out += text;
    } else {
      const char* tag = edit.op == '+' ? "ins" : "del";
      out += fmt::format("<{0}>{1}</{0}>", tag, text);
    }
  }
  return out;
}

constexpr std::string_view kHtmlHead =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n"
    "<title>claimwatch diff</title>\n"
    "<style>body{font:16px/1.5 serif;max-width:45em;margin:2em auto}ins{background:#d4f4d4}"
    "del{background:#f9d6d6}header{font:14px monospace;color:#333}</style></head><body>\n";

}  // namespace

std::string MarkedEdits(const std::vector<WordEdit>& edits, const Style& style) {
  std::string out;
  for (const WordEdit& edit : edits) {
    out += Mark(edit, style);
  }
  return out;
}

std::string MarkedWords(std::string_view before, std::string_view after, const Style& style) {
  return MarkedEdits(WordDiff(before, after), style);
}

std::string WordDiffView(const DiffSide& before, const DiffSide& after, const Style& style) {
  const std::vector<Row> rows = Rows(before, after);
  std::string out = Heading(before, after, style);
  bool gap = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool context =
        (i > 0 && !rows[i - 1].Same()) || (i + 1 < rows.size() && !rows[i + 1].Same());
    if (rows[i].Same() && !context) {
      gap = true;
      continue;
    }
    out += gap ? style.Paint(Tone::kFaint, "  …") + "\n\n" : "";
    gap = false;
    out += rows[i].Same() ? style.Paint(Tone::kFaint, Text(rows[i].after))
                          : MarkedWords(Text(rows[i].before), Text(rows[i].after), style);
    out += "\n\n";
  }
  return out;
}

std::string SideBySideView(const DiffSide& before, const DiffSide& after, std::size_t columns,
                           const Style& style) {
  const std::size_t width = columns > 43 ? (columns - 3) / 2 : 20;
  std::string out = style.Paint(Tone::kHeading, Padded(Ellipsize(before.name, width), width) +
                                                    "   " + Ellipsize(after.name, width)) +
                    "\n";
  for (const Row& row : Rows(before, after)) {
    out += SideBySideRow(row, width, style) + "\n";
  }
  return out;
}

std::string UnifiedView(const DiffSide& before, const DiffSide& after, const Style& style) {
  std::string out = Heading(before, after, style);
  out +=
      fmt::format("@@ -1,{} +1,{} @@\n", before.paragraphs.size() + 1, after.paragraphs.size() + 1);
  for (const Row& row : Rows(before, after)) {
    if (row.Same()) {
      out += style.Paint(Tone::kPlain, " " + Text(row.after)) + "\n";
      continue;
    }
    if (row.before != nullptr) {
      out += style.Paint(Tone::kRemoved, "-" + Text(row.before)) + "\n";
    }
    if (row.after != nullptr) {
      out += style.Paint(Tone::kAdded, "+" + Text(row.after)) + "\n";
    }
  }
  return out;
}

std::string HtmlView(const DiffSide& before, const DiffSide& after) {
  std::string out(kHtmlHead);
  out += "<header>− " + EscapeMarkup(before.name) + "<br>+ " + EscapeMarkup(after.name) +
         "</header>\n";
  bool title = true;
  for (const Row& row : Rows(before, after)) {
    const char* tag = title ? "h1" : "p";
    out += fmt::format("<{0}>{1}</{0}>\n", tag, HtmlWords(row));
    title = false;
  }
  return out + "</body></html>\n";
}

Json DiffJson(const DiffSide& before, const DiffSide& after) {
  const auto whole = [](const DiffSide& side) {
    return side.title + "\n\n" + Join(side.paragraphs, "\n\n");
  };
  Json edits = Json::MakeArray();
  for (const WordEdit& edit : WordDiff(whole(before), whole(after))) {
    edits.Push(Json(Json::Array{Json(std::string(1, edit.op)), Json(edit.text)}));
  }
  return Json::Of({{"before", before.name}, {"after", after.name}, {"edits", std::move(edits)}});
}

}  // namespace claimwatch
