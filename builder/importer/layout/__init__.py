"""Where sheets, their texts and the values of their forms stand: by places first, by words second."""
