// Puts what the files say into a Config, by the table of keys, and gathers everything that is wrong
// with it instead of stopping at the first.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/config.h"
#include "config/keys.h"
#include "config/node.h"

namespace claimwatch {

struct Problem {
  Place place;
  std::string message;
};

// A configuration in the making, with the place of each value that was written. Values are named by
// path: "fetch.timeout", and inside lists by their index, "source.3.url" (the entry: "source.3").
struct Draft {
  Config config;
  std::map<std::string, Place> places;
  std::vector<Problem> problems;
  std::vector<std::string> files;  // in the order they were read
  // Of each list ("source", "topic.0.baseline"): the place of its entries by their names.
  std::map<std::string, std::map<std::string, std::size_t>> entries;

  // Notes a problem with the value at `path`, or with the nearest thing around it that was written.
  void Complain(const std::string& path, std::string message);
  void ComplainAt(Place place, std::string message);
};

// A value of the file as a complaint quotes it: no controls, not too long.
std::string Shown(std::string_view text);

// Reads one file's tree over what `draft` holds: a later file wins, key by key; an entry of a list
// whose id is known is changed, another one is added.
void ReadNode(const Node& root, Draft& draft);

}  // namespace claimwatch
