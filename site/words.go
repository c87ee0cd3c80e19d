package site

import "fmt"

// words is what the pages say in a language, beside what the lessons say.
type words struct {
	Tag  string // of the language, as HTML has it
	Name string // of the language, in itself

	Course, Lessons, Claims, Notes, Print, Search, Theme, Skip, Home string
	Lesson, Minutes, Know, Contents                                  string
	CountLessons, CountClaims, Begin                                 string
	Quote, Correction, Runs, Orders, Original, Waits, Output         string

	Predict, PredictHow, Can, Cannot, Answer, IsLegal, IsIllegal, MustWait, SeenIn, NotSeen string

	Came, CameHow, Main, Process, Run, CameIn, OneOrder, Held, OrdersSeen, Work, Machine string
	ByClock, Picture, Table, Who, What, Text, At, Start, Line, End, Exit, More           string
	Replay, Lane, Pictured, Unknown, Axis                                                string

	Proved, ProvedIn, Check, Skipped, Recorded, SeeClaim                            string
	Next, Previous, AllLessons, Part, Read, Forget                                  string
	ClaimsTitle, ClaimsHow, NotesTitle, NotesHow, PrintTitle, PrintHow              string
	MissingTitle, MissingText, ChoiceTitle, Says, Verdict, Shown, Statement, Source string
	Verdicts                                                                        map[string]string
}

var wordsOf = map[string]*words{
	"zh": {
		Tag: "zh-Hans", Name: "中文",
		Course: "课程", Lessons: "课程", Claims: "论断", Notes: "笔记改正", Print: "打印全书", Search: "搜索", Theme: "深色",
		Skip: "跳到正文", Home: "首页", Lesson: "第 %s 课", Minutes: "约 %d 分钟", Know: "读完你会知道", Contents: "本课目录",
		CountLessons: "课", CountClaims: "条论断，条条有检查", Begin: "从第一课开始",
		Quote: "笔记原话", Correction: "改正", Runs: "运行", Orders: "合法的次序：%s 种", Original: "Python 原文", Waits: "谁必须等谁", Output: "输出",
		Predict:    "先猜：哪些次序能来？",
		PredictHow: "下面四份输出，有的真能来，有的永远来不了。每一份选一个答案。",
		Can:        "能来", Cannot: "来不了", Answer: "答案",
		IsLegal: "能来。", IsIllegal: "来不了。", MustWait: "“%s”必须等“%s”。", SeenIn: "记录的 %[2]d 次运行里，来了 %[1]d 次。", NotSeen: "记录的 %d 次运行里没有遇到，但它合法。",
		Came: "运行记录", CameHow: "每一行由哪个进程写出，由内核作证。", Main: "主进程", Process: "进程 %d", Run: "运行 %d",
		CameIn: "%[2]d 次里来了 %[1]d 次", OneOrder: "只有一种次序", Held: "%[2]d 次运行，%[1]d 次成立", OrdersSeen: "%[2]s 种合法的次序，见到 %[1]d 种", Work: "%s 是程序运行时所在的目录", Machine: "%s，%s，%d 个 CPU",
		ByClock: "按真实时间", Picture: "泳道图", Table: "同样的事件，列成表", Who: "谁", What: "做什么", Text: "文字", At: "毫秒",
		Start: "开始", Line: "写一行", End: "结束", Exit: "退出状态 %d", More: "还有 %d 行", Replay: "重放", Lane: "道", Unknown: "不知道是谁",
		Pictured: "运行 %d：每个进程一条道，从开始到结束；记号是它写出的行。",
		Proved:   "这一课证明了", ProvedIn: "%d 条论断，每条都有检查", Check: "检查", Skipped: "记录时跳过：%s", Recorded: "记录的一次运行", SeeClaim: "见论断 %d",
		Next: "下一课", Previous: "上一课", AllLessons: "全部课程", Part: "部分", Read: "读过", Forget: "清除阅读记录",
		ClaimsTitle: "全部论断", ClaimsHow: "课程里每一句说程序会怎样的话，都是一条论断；每条论断下面的命令在真实的运行里检查它。",
		NotesTitle: "笔记改正", NotesHow: "这门课从一份笔记开始。笔记里的每一句话都实际检查过：哪些对，哪些不对，哪一课给出证明。",
		PrintTitle: "全书", PrintHow: "整门课在一页里，供打印。", MissingTitle: "没有这一页", MissingText: "地址也许打错了，也许这一课改了名字。",
		ChoiceTitle: "选择语言", Says: "笔记说", Verdict: "结论", Shown: "在哪一课", Statement: "第 %d 条", Source: "出自",
		Verdicts: map[string]string{"holds": "成立", "wrong": "不对", "depends": "看情况", "imprecise": "不准确"},
	},
	"en": {
		Tag: "en", Name: "English",
		Course: "Course", Lessons: "Lessons", Claims: "Claims", Notes: "The notes", Print: "Print", Search: "Search", Theme: "Dark",
		Skip: "Skip to the text", Home: "Home", Lesson: "Lesson %s", Minutes: "about %d min", Know: "What you will know", Contents: "In this lesson",
		CountLessons: "lessons", CountClaims: "claims, each with its check", Begin: "Begin with the first lesson",
		Quote: "The notes say", Correction: "Corrected", Runs: "Run", Orders: "legal orders: %s", Original: "Python original", Waits: "who must wait for whom", Output: "Output",
		Predict:    "Guess first: which of these can come?",
		PredictHow: "Of these four outputs some can really come and some never will. Choose an answer for each.",
		Can:        "Can come", Cannot: "Can’t", Answer: "Answer",
		IsLegal: "It can come.", IsIllegal: "It never comes.", MustWait: "“%s” must wait for “%s”.", SeenIn: "It came in %d of %d recorded runs.", NotSeen: "It did not come in %d recorded runs, yet it is legal.",
		Came: "On record", CameHow: "Which process wrote each line is the kernel’s word.", Main: "main", Process: "process %d", Run: "Run %d",
		CameIn: "came in %d of %d runs", OneOrder: "there is one order only", Held: "held in %d of %d runs", OrdersSeen: "%d of %s possible orders seen", Work: "%s is the folder in which it ran", Machine: "%s, %s, %d CPUs",
		ByClock: "by the clock", Picture: "Swimlanes", Table: "The same events as a table", Who: "Who", What: "Does what", Text: "Text", At: "ms",
		Start: "starts", Line: "writes", End: "ends", Exit: "exit status %d", More: "%d more lines", Replay: "Replay", Lane: "lane", Unknown: "nobody knows",
		Pictured: "Run %d: one lane a process, from its start to its end; the marks are the lines it wrote.",
		Proved:   "What this lesson proves", ProvedIn: "%d claims, each with its check", Check: "The check", Skipped: "skipped when this was recorded: %s", Recorded: "A recorded run", SeeClaim: "see claim %d",
		Next: "Next lesson", Previous: "Previous", AllLessons: "All lessons", Part: "Part", Read: "read", Forget: "Forget what I have read",
		ClaimsTitle: "The claims", ClaimsHow: "Every sentence of the course that says what a program does is a claim, and the commands below a claim check it on real runs.",
		NotesTitle: "The notes, corrected", NotesHow: "The course began with a set of notes. Each of their statements was put to the test: which hold, which don't, and which lesson shows it.",
		PrintTitle: "The whole course", PrintHow: "The whole course on one page, to be printed.", MissingTitle: "There is no such page", MissingText: "The address may be mistyped, or the lesson has another name now.",
		ChoiceTitle: "Choose a language", Says: "The notes say", Verdict: "Verdict", Shown: "Lesson", Statement: "Statement %d", Source: "From",
		Verdicts: map[string]string{"holds": "holds", "wrong": "wrong", "depends": "it depends", "imprecise": "imprecise"},
	},
}

// F fills a word that has verbs in it.
func (*words) F(format string, args ...any) string { return fmt.Sprintf(format, args...) }
