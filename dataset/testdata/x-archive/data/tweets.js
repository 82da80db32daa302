window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : { "initial" : { "editTweetIds" : [ "1380000000000000002" ] } },
      "retweeted" : false,
      "id_str" : "1380000000000000002",
      "created_at" : "Thu Apr 08 19:40:00 +0000 2021",
      "truncated" : false,
      "in_reply_to_status_id_str" : "1380000000000000001",
      "in_reply_to_user_id_str" : "501",
      "in_reply_to_screen_name" : "pat_lee",
      "full_text" : "@pat_lee Which one &amp; when?\nWe will look.",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "id_str" : "1380000000000000005",
      "created_at" : "Thu Apr 08 21:00:00 +0000 2021",
      "full_text" : "RT @westbank: Shared news",
      "lang" : "en"
    }
  }
]
