// Figures that the user pins ([[topic.expect]]): which figures of a text a pin means.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "core/figure.h"
#include "core/finding.h"

namespace claimwatch {

struct Baseline;  // plugins/stage.h

// Whether the pin's words name what `figure` counts, stand in its text, or stand in any form in its
// clause of `sentence` ("погибших": "погибли 12 человек").
bool IsPinned(const ExpectConfig& expect, const Figure& figure, const Excerpt& sentence);

// Whether the figure has the pinned value, within its tolerance.
bool IsWithin(const ExpectConfig& expect, const Figure& figure);

// A line for each pin that no figure of the topic's baselines meets: it would never do anything.
std::vector<std::string> IdlePins(const TopicConfig& topic, const std::vector<Baseline>& baselines);

}  // namespace claimwatch
