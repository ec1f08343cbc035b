// How things look on a terminal: colour only where it is wanted, and text that cannot steer the
// terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"

namespace claimwatch {

enum class Tone { kPlain, kBold, kFaint, kAdded, kRemoved, kWarning, kCritical, kHeading };
enum class Colour { kAuto, kAlways, kNever };

// Whether colour is used: --color wins, then NO_COLOR (no-color.org), then whether standard output
// is a terminal.
class Style {
 public:
  explicit Style(Colour colour);

  bool colour() const { return colour_; }

  // `text` in that tone. Control characters in it are escaped; line breaks and tabs stay.
  std::string Paint(Tone tone, std::string_view text) const;

 private:
  bool colour_;
};

// "auto", "always", "never"; anything else is a usage error.
Result<Colour> ParseColour(std::string_view text);

Tone ToneFor(Severity severity);

// Columns of the terminal on standard output, or what COLUMNS says when it is exported; 100 when
// there is neither (so that output in a file is the same everywhere).
std::size_t TerminalWidth();
bool IsTerminal();
// For lines that a program may read as well: that of a terminal or of COLUMNS, else `otherwise`.
std::size_t LineWidth(std::size_t otherwise);

// `text` on lines of at most `columns`, each after `indent` blanks. Breaks at spaces, in Chinese
// and Japanese anywhere. Colour sequences of Paint take no columns.
std::string Wrap(std::string_view text, std::size_t columns, std::size_t indent);

// At most `columns` wide, with "…" in the middle when cut: of an address both ends tell something.
std::string ShortenMiddle(std::string_view text, std::size_t columns);

// Columns as wide as their widest cell, two blanks apart. What is too wide for the terminal is
// taken from the widest columns: addresses lose their middle, other cells their end.
class Table {
 public:
  explicit Table(std::vector<std::string> heading) : rows_{{std::move(heading), ""}} {}

  // `note` stands on lines of its own below the row.
  void Add(std::vector<std::string> row, std::string note = "") {
    rows_.push_back({std::move(row), std::move(note)});
  }

  bool empty() const { return rows_.size() <= 1; }

  std::string Render(const Style& style) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::string note;
  };

  std::vector<std::size_t> Widths() const;

  std::vector<Row> rows_;
};

}  // namespace claimwatch
