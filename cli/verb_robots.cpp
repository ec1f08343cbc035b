// claimwatch robots: what a robots.txt lets a robot read, as a filter of JSON lines.
#include <iostream>
#include <string>

#include "cli/verbs.h"
#include "core/json.h"
#include "daemon/robots.h"

namespace claimwatch {
namespace {

// One line {"robots","agent","url"}; what cannot be read is not allowed.
std::string_view Judge(const std::string& line) {
  const Result<Json> question = Json::Parse(line);
  if (!question.ok()) {
    return "invalid";
  }
  const Robots robots = Robots::Parse((*question)["robots"].AsString());
  const bool allowed =
      robots.Allows((*question)["agent"].AsString(), (*question)["url"].AsString());
  return allowed ? "allow" : "disallow";
}

Result<Exit> RunRobots(const Arguments& /*arguments*/) {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::cout << Judge(line) << '\n';
  }
  return Exit::kDone;
}

}  // namespace

void AddRobotsVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"robots",
       "stages",
       "",
       "judge addresses by robots.txt",
       "Reads JSON lines {\"robots\",\"agent\",\"url\"} from standard input and answers "
       "each with allow or disallow, or invalid when the line is no JSON.",
       {},
       RunRobots});
}

}  // namespace claimwatch
