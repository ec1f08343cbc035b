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

// Columns of the terminal on standard output; 100 when it is none (so that output in a file is the
// same everywhere).
std::size_t TerminalWidth();
bool IsTerminal();

// `text` on lines of at most `columns`, each after `indent` blanks. Breaks at spaces, in Chinese
// and Japanese anywhere. Colour sequences of Paint take no columns.
std::string Wrap(std::string_view text, std::size_t columns, std::size_t indent);

// Columns as wide as their widest cell, two blanks apart; the last column is cut to the terminal.
class Table {
 public:
  explicit Table(std::vector<std::string> heading) : rows_{std::move(heading)} {}

  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  bool empty() const { return rows_.size() <= 1; }

  std::string Render(const Style& style) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace claimwatch
