#include "cli/diff_view.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cli/html.h"
#include "core/markup.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// Paragraphs looked back for what kept its order: bounds the time for very long texts.
constexpr std::size_t kMoveWindow = 500;

// A paragraph that stayed, changed, came, went or moved. Both null never happens.
struct Row {
  const std::string* before = nullptr;
  const std::string* after = nullptr;
  std::size_t from = 0;  // number of the paragraph before, counted from 1; 0 of the title
  std::size_t to = 0;
  bool moved = false;

  bool Same() const { return before != nullptr && after != nullptr && *before == *after && !moved; }
};

std::vector<std::string_view> Views(const std::vector<std::string>& paragraphs) {
  return {paragraphs.begin(), paragraphs.end()};
}

// Marks what moved: of the paragraphs that are on both sides, all but the longest run that kept its
// order.
void MarkMoves(std::vector<Row>& rows) {
  std::vector<std::size_t> pairs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].before != nullptr && rows[i].after != nullptr) {
      pairs.push_back(i);
    }
  }
  // For each pair the length of the longest run that ends with it, and the pair before it there.
  std::vector<std::size_t> length(pairs.size(), 1);
  std::vector<std::size_t> previous(pairs.size(), pairs.size());
  std::size_t last = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = i - std::min(i, kMoveWindow); j < i; ++j) {
      if (rows[pairs[j]].from <= rows[pairs[i]].from && length[j] + 1 > length[i]) {
        length[i] = length[j] + 1;
        previous[i] = j;
      }
    }
    last = length[i] > length[last] ? i : last;
  }
  for (const std::size_t row : pairs) {
    rows[row].moved = true;
  }
  for (std::size_t i = pairs.empty() ? pairs.size() : last; i < pairs.size(); i = previous[i]) {
    rows[pairs[i]].moved = false;
  }
}

std::vector<Row> Rows(const DiffSide& before, const DiffSide& after) {
  std::vector<Row> rows;
  rows.push_back({&before.title, &after.title});
  for (const auto& [left, right] :
       PairSentences(Views(before.paragraphs), Views(after.paragraphs))) {
    rows.push_back({left ? &before.paragraphs[*left] : nullptr,
                    right ? &after.paragraphs[*right] : nullptr, left ? *left + 1 : 0,
                    right ? *right + 1 : 0});
  }
  MarkMoves(rows);
  return rows;
}

std::string MoveNote(const Row& row) {
  return row.moved ? fmt::format("[moved from paragraph {} to {}]", row.from, row.to) : "";
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

std::string MarkBetween(const Row& row) {
  if (row.Same()) {
    return "   ";
  }
  if (row.before == nullptr || row.after == nullptr) {
    return row.before == nullptr ? " > " : " < ";
  }
  return row.moved ? " ~ " : " | ";
}

std::string SideBySideRow(const Row& row, std::size_t width, const Style& style) {
  const std::vector<std::string> left = Column(Text(row.before), width);
  const std::vector<std::string> right = Column(Text(row.after), width);
  const std::string mark = MarkBetween(row);
  std::string out;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string l = Padded(i < left.size() ? left[i] : "", width);
    const std::string r = i < right.size() ? right[i] : "";
    out += style.Paint(row.Same() ? Tone::kPlain : Tone::kRemoved, l) + mark +
           style.Paint(row.Same() ? Tone::kPlain : Tone::kAdded, r) + "\n";
  }
  out += row.moved ? style.Paint(Tone::kFaint, MoveNote(row)) + "\n" : "";
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
    out += rows[i].moved ? style.Paint(Tone::kFaint, MoveNote(rows[i])) + "\n" : "";
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

namespace {

// Title and paragraphs as the lines of a file.
std::vector<std::string_view> Lines(const DiffSide& side) {
  std::vector<std::string_view> lines = {side.title};
  lines.insert(lines.end(), side.paragraphs.begin(), side.paragraphs.end());
  return lines;
}

std::vector<std::size_t> Hashes(const std::vector<std::string_view>& lines) {
  std::vector<std::size_t> hashes;
  for (const std::string_view line : lines) {
    hashes.push_back(std::hash<std::string_view>()(line));
  }
  return hashes;
}

}  // namespace

std::string UnifiedView(const DiffSide& before, const DiffSide& after, const Style& style) {
  const std::vector<std::string_view> left = Lines(before);
  const std::vector<std::string_view> right = Lines(after);
  std::string out = Heading(before, after, style);
  const auto add = [&](Tone tone, char mark, std::string_view line) {
    out += style.Paint(tone, std::string(1, mark) + EscapeControls(line)) + "\n";
  };
  out += fmt::format("@@ -1,{} +1,{} @@\n", left.size(), right.size());
  std::size_t at = 0;
  const auto keep = [&](std::size_t end) {
    for (; at < end; ++at) {
      add(Tone::kPlain, ' ', left[at]);
    }
  };
  for (const Hunk& hunk : DiffSequences(Hashes(left), Hashes(right))) {
    keep(hunk.before_start);
    for (; at < hunk.before_end; ++at) {
      add(Tone::kRemoved, '-', left[at]);
    }
    for (std::size_t i = hunk.after_start; i < hunk.after_end; ++i) {
      add(Tone::kAdded, '+', right[i]);
    }
  }
  keep(left.size());
  return out;
}

std::string HtmlView(const DiffSide& before, const DiffSide& after) {
  std::string out(kHtmlHead);
  out += "<header>− " + EscapeMarkup(before.name) + "<br>+ " + EscapeMarkup(after.name) +
         "</header>\n";
  bool title = true;
  for (const Row& row : Rows(before, after)) {
    const char* tag = title ? "h1" : "p";
    out += row.moved ? fmt::format("<small>{}</small>\n", MoveNote(row)) : "";
    out += fmt::format("<{0}>{1}</{0}>\n", tag, HtmlWords(row));
    title = false;
  }
  return out + "</body></html>\n";
}

namespace {

// One side of a pair: what both sides have, and of the other marks only those with `op`.
std::string HtmlSide(const std::vector<WordEdit>& edits, char op, std::string_view tag) {
  std::string out;
  for (const WordEdit& edit : edits) {
    if (edit.op == op) {
      out += HtmlElement(tag, {}, HtmlText(edit.text));
    } else if (edit.op == '=') {
      out += HtmlText(edit.text);
    }
  }
  return out;
}

std::string HtmlPair(const Row& row, const DiffSide& before, const DiffSide& after) {
  const std::vector<WordEdit> edits = WordDiff(Text(row.before), Text(row.after));
  const std::string note = row.moved ? HtmlElement("small", {}, MoveNote(row)) + " " : "";
  return HtmlElement(
      "tr", {},
      HtmlElement("td", HtmlLanguage(before.language), HtmlSide(edits, '-', "del")) +
          HtmlElement("td", HtmlLanguage(after.language), note + HtmlSide(edits, '+', "ins")));
}

}  // namespace

std::string HtmlColumns(const DiffSide& before, const DiffSide& after) {
  std::string rows;
  for (const Row& row : Rows(before, after)) {
    rows += HtmlPair(row, before, after) + "\n";
  }
  return HtmlTable({.caption = "Words that went are on the left, words that came on the right",
                    .kind = "words",
                    .heading = {before.name, after.name}},
                   rows);
}

Json DiffJson(const DiffSide& before, const DiffSide& after) {
  const auto whole = [](const DiffSide& side) {
    return side.title + "\n\n" + Join(side.paragraphs, "\n\n");
  };
  Json edits = Json::MakeArray();
  for (const WordEdit& edit : WordDiff(whole(before), whole(after))) {
    edits.Push(Json(Json::Array{Json(std::string(1, edit.op)), Json(edit.text)}));
  }
  Json moves = Json::MakeArray();
  for (const Row& row : Rows(before, after)) {
    if (row.moved) {
      moves.Push(Json(Json::Array{Json(std::uint64_t{row.from}), Json(std::uint64_t{row.to})}));
    }
  }
  return Json::Of({{"before", before.name},
                   {"after", after.name},
                   {"edits", std::move(edits)},
                   {"moved", std::move(moves)}});
}

}  // namespace claimwatch
