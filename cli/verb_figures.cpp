// claimwatch figures FILE...: every figure of a text, as a table for people or as JSON for
// programs.
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/verbs.h"
#include "core/json.h"
#include "core/text.h"
#include "plugins/read/figure.h"

namespace claimwatch {
namespace {

struct Column {
  std::string_view title;
  std::size_t width;
};

constexpr Column kColumns[] = {{"AT", 7},     {"FIGURE", 30}, {"", 5},
                               {"VALUE", 24}, {"UNIT", 18},   {"COUNTED", 34}};

Json FiguresJson(const std::string& name, const std::vector<Figure>& figures) {
  Json list = Json::MakeArray();
  for (const Figure& figure : figures) {
    list.Push(FigureJson(figure));
  }
  return Json::Of({{"file", name}, {"figures", std::move(list)}});
}

std::string Padded(std::string_view cell, std::size_t width) {
  std::string out = Ellipsize(EscapeControls(cell), width);
  const std::size_t shown = DisplayWidth(out);
  out.append(shown < width ? width - shown : 0, ' ');
  return out + "  ";
}

// 94800000000 as 94,800,000,000: people count digits badly.
std::string Grouped(const Decimal& value) {
  std::string digits = value.ToString();
  std::size_t point = digits.find('.');
  point = point == std::string::npos ? digits.size() : point;
  for (std::size_t at = point; at > 3 + (digits[0] == '-' ? 1U : 0U); at -= 3) {
    digits.insert(at - 3, ",");
  }
  return digits;
}

std::string ValueText(const Figure& figure) {
  const std::string low = figure.when.empty() ? Grouped(figure.value) : figure.when;
  if (!figure.when_high.empty()) {
    return low + " – " + figure.when_high;
  }
  return figure.high ? low + " – " + Grouped(*figure.high) : low;
}

void PrintTable(const std::string& name, const std::vector<Figure>& figures) {
  std::string out = EscapeControls(name) +
                    fmt::format(": {} figure{}\n", figures.size(), figures.size() == 1 ? "" : "s");
  for (const Column& column : kColumns) {
    out += Padded(column.title, column.width);
  }
  out += "\n";
  for (const Figure& figure : figures) {
    const std::string cells[] = {
        std::to_string(figure.span.start),
        figure.text,
        std::string(ComparatorName(figure.comparator)),
        ValueText(figure),
        figure.unit.empty() ? std::string(FigureKindName(figure.kind)) : figure.unit,
        figure.counted};
    for (std::size_t i = 0; i < std::size(kColumns); ++i) {
      out += Padded(cells[i], kColumns[i].width);
    }
    out += "\n";
  }
  static_cast<void>(std::fwrite(out.data(), 1, out.size(), stdout));
}

Result<Exit> Run(const Arguments& arguments) {
  const bool json = arguments.Has("json") || arguments.Has("jsonl") || isatty(STDOUT_FILENO) == 0;
  const std::string language = arguments.Get("lang");
  const std::string published = arguments.Get("published");
  for (const std::string& name : arguments.positionals) {
    const std::string text = CW_TRY(ReadInput("figures", name));
    const std::vector<Figure> figures = ReadFigures(text, language, published);
    if (!json) {
      PrintTable(name, figures);
      continue;
    }
    const std::string line = FiguresJson(name, figures).Dump() + "\n";
    static_cast<void>(std::fwrite(line.data(), 1, line.size(), stdout));
  }
  return Exit::kDone;
}

}  // namespace

void AddFiguresVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {.name = "figures",
       .group = "stages",
       .positionals = "FILE...",
       .summary = "list every figure of a text: counts, money, percent, measures, dates",
       .description = "Reads plain text ('-' is standard input). On a terminal a table; else one "
                      "JSON object a line and file.",
       .options = {{.name = "--lang",
                    .value = "LANG",
                    .help = "language of the text (BCP 47); detected when left out"},
                   {.name = "--published",
                    .value = "DATE",
                    .help = "the text's own day (2025-06-19): read \"last Tuesday\" as a date"},
                   {.name = "--json", .value = "", .help = "JSON also on a terminal"},
                   {.name = "--jsonl", .value = "", .help = "one JSON object a line (the same)"}},
       .run = Run});
}

}  // namespace claimwatch
