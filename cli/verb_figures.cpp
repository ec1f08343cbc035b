// claimwatch figures FILE...: every figure of a text, as a table for people or as JSON for
// programs.
#include <fmt/format.h>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "core/json.h"
#include "core/text.h"
#include "plugins/read/figure.h"

namespace claimwatch {
namespace {

Json FiguresJson(const std::string& name, const std::vector<Figure>& figures) {
  Json list = Json::MakeArray();
  for (const Figure& figure : figures) {
    list.Push(FigureJson(figure));
  }
  return Json::Of({{"file", name}, {"figures", std::move(list)}});
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

void PrintTable(const std::string& name, const std::vector<Figure>& figures, const Style& style) {
  Print(fmt::format("{}: {} figure{}\n", EscapeControls(name), figures.size(),
                    figures.size() == 1 ? "" : "s"));
  Table table({"AT", "FIGURE", "", "VALUE", "UNIT", "COUNTED"});
  for (const Figure& figure : figures) {
    table.Add({std::to_string(figure.span.start), figure.text,
               std::string(ComparatorName(figure.comparator)), ValueText(figure),
               figure.unit.empty() ? std::string(FigureKindName(figure.kind)) : figure.unit,
               figure.counted});
  }
  Print(table.Render(style));
}

Result<Exit> Run(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const bool for_people = output.format == Format::kPeople && IsTerminal();
  const std::string language = arguments.Get("lang");
  const std::string published = arguments.Get("published");
  std::vector<Json> documents;  // of --json: one document, a list when there are several
  for (const std::string& name : arguments.positionals) {
    const std::string text = CW_TRY(ReadTextInput("figures", name));
    const std::vector<Figure> figures = ReadFigures(text, language, published);
    if (for_people) {
      PrintTable(name, figures, output.style);
    } else if (output.format == Format::kJson && arguments.positionals.size() > 1) {
      documents.push_back(FiguresJson(name, figures));
    } else {
      Print(FiguresJson(name, figures).Dump() + "\n");
    }
  }
  if (!documents.empty()) {
    output.PrintItems(documents);
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
                   {.name = "--jsonl", .value = "", .help = "one JSON object a line (the same)"},
                   {.name = "--color", .value = "WHEN", .help = "auto, always or never"}},
       .run = Run});
}

}  // namespace claimwatch
