package screen

// words is what is said beside what the lesson says.
type words struct{ claims, waits string }

func wordsOf(lang string) words {
	if lang == "zh" {
		return words{claims: "这一课的论断", waits: "谁必须等谁"}
	}
	return words{claims: "What this lesson claims", waits: "who must wait for whom"}
}
