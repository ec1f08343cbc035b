// Where a verb's answer goes: text for people, one JSON document (--json) or one object a line
// (--jsonl).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/style.h"
#include "cli/verb.h"
#include "core/json.h"

namespace claimwatch {

enum class Format { kPeople, kJson, kJsonLines };

// The options every reading verb takes: --json, --jsonl, --color.
std::vector<Option> OutputOptions();

// What --json, --jsonl and --color say together.
struct Output {
  Format format = Format::kPeople;
  Style style{Colour::kAuto};

  static Result<Output> From(const Arguments& arguments);

  // All of `items`: as one array, or one a line.
  void PrintItems(const std::vector<Json>& items) const;
  void PrintOne(const Json& item) const;
};

// Writes to standard output; a closed pipe (`| head`) ends the program quietly, any other failure
// (a full disk) with a message and Exit::kIo.
void Print(std::string_view text);
// Into `file`, whole or not at all; "-" prints. kIo names the file and the reason.
Status WriteTo(const std::string& file, std::string_view bytes);

}  // namespace claimwatch
